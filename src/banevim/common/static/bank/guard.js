'use strict';
// Every page of a signed-in person: hide the screen, keys, lock after a while without use, forget what this browser kept.
// Offers `bank`: the copies of drafts in this browser, and what must be kept before a page is locked or left.
window.bank = (() => {
  const MOST = 72 * 3600e3, NAME = 'banevim', body = document.body, me = body.dataset.who;
  const lock = document.querySelector('[data-lock]'), keeping = [];
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : {postMessage() {}};
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const kept = () => Promise.race([Promise.all(keeping.map(keep => keep())), wait(3000)]).catch(() => 0);

  // --- Copies: only encrypted text, one for each draft, at most 72 hours, only of who is signed in ---
  let opened = null;
  const open = () => opened || (opened = new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', {keyPath: 'id'});
    asked.onerror = asked.onblocked = () => { opened = null; fail(asked.error); };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = null; };
      asked.result.onclose = () => { opened = null; };
      done(asked.result);
    };
  }));
  const copies = async (mode, act) => {
    const work = (await open()).transaction('drafts', mode, {durability: 'strict'});
    const asked = act(work.objectStore('drafts'));
    return new Promise((done, fail) => {
      work.oncomplete = () => done(asked.result);
      work.onabort = work.onerror = () => fail(work.error);
    });
  };
  const forget = id => copies('readwrite', store => store.delete(IDBKeyRange.bound(id, `${id}:~`))).catch(() => 0);
  const purge = async () => {
    const age = one => Math.abs(Date.now() - one.kept);
    for (const one of await copies('readonly', store => store.getAll()))
      if (one.who !== me || age(one) > MOST) await forget(one.id);
    const done = document.querySelector('[data-done]');
    if (done) await forget(done.dataset.done);
  };
  const wipe = () => new Promise(done => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  }).catch(() => 0);
  const purged = purge().catch(() => 0);

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (form.dataset.forget) forget(form.dataset.forget);
    if (!('out' in form.dataset)) return;
    event.preventDefault();
    await kept();
    await Promise.race([wipe(), wait(2000)]);
    const answer = await fetch(form.action, {method: 'POST', body: new FormData(form)}).catch(() => ({}));
    if (!answer.redirected) return form.submit();
    tabs.postMessage('out');
    location.replace(answer.url);
  });

  // --- Hiding: a blank page until the next press ---
  let cover = null, title = '', before = null;
  const show = () => {
    cover.remove();
    cover = null;
    used = Date.now();
    document.title = title;
    body.classList.remove('is-hidden');
    if (before) before.focus();
  };
  const hide = () => {
    if (cover) return;
    [title, before] = [document.title, document.activeElement];
    cover = document.createElement('div');
    cover.className = 'cover';
    cover.tabIndex = -1;
    cover.setAttribute('role', 'dialog');
    cover.setAttribute('aria-label', 'Pantalla oculta');
    cover.textContent = 'Presiona una tecla o toca la pantalla para volver.';
    cover.addEventListener('click', show);
    body.append(cover);
    body.classList.add('is-hidden');
    document.title = 'BANEVIM';
    cover.focus();
  };

  // --- Keys, where the page lists them (data-keys): they can be switched off for as long as this tab lives ---
  const remembered = () => { try { return sessionStorage.getItem('atajos') !== 'no'; } catch (e) { return true; } };
  const panels = () => document.querySelectorAll('[data-keys]');
  let on = panels().length > 0 && remembered();
  const ticks = one => /^(checkbox|radio)$/.test(one.type);
  const group = one => {
    const named = one.form.elements.namedItem(one.name);
    return (named instanceof RadioNodeList ? [...named] : [named]).filter(each => each.name === one.name && ticks(each));
  };
  const stop = (all, one) => { for (const each of all) each.tabIndex = !on || each === one ? 0 : -1; };
  const many = one => one.type === 'checkbox' && group(one).length > 2;
  const choose = (event, one) => {
    const all = group(one), step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
    const starts = each => each.labels[0].textContent.trim().startsWith(`${event.key} `);
    let next = /^\d$/.test(event.key) && all.find(starts);
    if (next) next.click();
    else if (step && many(one)) next = all[(all.indexOf(one) + step + all.length) % all.length];
    if (!next) return;
    event.preventDefault();
    if (one.type === 'checkbox') stop(all, next);
    next.focus();
  };
  const jump = (event, number) => {
    const place = document.getElementById(`grupo-${number}`);
    const first = place && [...place.querySelectorAll('input, select, textarea, button')].find(one => one.tabIndex >= 0 && one.offsetParent);
    if (!first) return;
    event.preventDefault();
    first.focus();
    place.scrollIntoView();
  };
  const pressed = event => {
    const one = event.target, alone = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const digit = alone && event.altKey && /^Digit(\d)$/.exec(event.code);
    if (!on) return;
    if (digit && digit[1] === '0') {
      event.preventDefault();
      hide();
    } else if (digit) {
      jump(event, digit[1]);
    } else if (event.key === 'Enter' && event.ctrlKey && !event.altKey) {
      event.preventDefault();
      (one.form || document.querySelector('main form')).querySelector('.btn--main[type=submit]').click();
    } else if (alone && !event.altKey && one.form && ticks(one)) {
      choose(event, one);
    }
  };
  // --- Folds: what nobody answered is text (noscript) until its fold opens. A long form has hundreds of boxes, a slow
  // computer few at a time. A link to one of them opens its folds ---
  const unfold = (place, which = 'noscript') => {
    for (const kept of place.querySelectorAll(which)) {
      kept.insertAdjacentHTML('afterend', kept.innerHTML);
      kept.remove();
    }
  };
  const unroll = fold => unfold(fold, ':scope > noscript');
  const reveal = address => {
    const find = () => document.getElementById(address.slice(1));
    if (address && !find()) unfold(document);
    for (let fold = find(); fold && (fold = fold.closest('details:not([open])'));) fold.open = true;
  };
  document.addEventListener('click', ({target}) => {
    const summary = target.closest('summary'), link = target.closest('a[href^="#"]');
    if (summary) unroll(summary.parentElement);
    if (link) reveal(link.hash);
  }, true);
  for (const fold of document.querySelectorAll('details[open]')) unroll(fold);
  reveal(location.hash);
  const boxes = place => {
    for (const one of place.querySelectorAll('input[type=checkbox]')) {
      if (one.closest('details:not([open])')) continue;
      const all = group(one);
      if (all.length > 2 && all[0] === one) stop(all, one);
    }
  };
  document.addEventListener('toggle', ({target}) => {
    if (!target.open) return;
    unroll(target);
    if (panels().length) boxes(target);
  }, true);
  const draw = () => {
    boxes(document);
    for (const panel of panels()) {
      panel.hidden = false;
      panel.querySelector('[data-keys-switch]').textContent = on ? 'Apagar los atajos' : 'Encender los atajos';
    }
  };
  const dress = () => {
    for (const button of document.querySelectorAll('[data-hide]')) button.hidden = false;
    if (panels().length) setTimeout(draw);
  };
  document.addEventListener('click', ({target}) => {
    if (target.closest('[data-hide]')) return hide();
    if (!target.closest('[data-keys-switch]')) return;
    on = !on;
    try { sessionStorage.setItem('atajos', on ? 'si' : 'no'); } catch (e) { /* for this page only */ }
    draw();
  });
  dress();
  document.addEventListener('keydown', event => {
    if (!cover) return pressed(event);
    if (event.repeat || /^(Alt|AltGraph|Control|Shift|Meta)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show();
  }, true);

  // --- Forms that carry what was typed (data-apart): what a page posts stays in the history that the browser writes to
  // disk, so it is sent from here. A form that comes back takes the place of the page; a redirection is followed as a
  // link; of any other answer only the sentence is told, and what was typed stays ---
  const shown = page => {
    const first = page.querySelector('main [autofocus]');
    if (first) first.autofocus = false;
    document.title = page.title;
    document.querySelector('main').replaceWith(page.querySelector('main'));
    dress();
    scrollTo(0, 0);
    if (first) first.focus();
  };
  const apart = async (form, by) => {
    if (form.dataset.flying) return;
    form.dataset.flying = 'yes';
    const body = new URLSearchParams(new FormData(form)), said = form.querySelector('[data-unsent]');
    if (by && by.name) body.append(by.name, by.value);
    if (said) said.remove();
    const unsent = words => {
      const note = Object.assign(document.createElement('p'), {className: 'told', textContent: words});
      note.setAttribute('role', 'alert');
      note.dataset.unsent = '';
      form.append(note);
    };
    try {
      const answer = await fetch(form.action, {method: 'POST', body, headers: {'X-Apart': '1'}});
      const onward = answer.headers.get('X-Location');
      if (onward) return location.assign(onward);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), told = page.querySelector('main h1 + p');
      if (page.querySelector('main form')) shown(page);
      else unsent(`No se pudo enviar. ${told ? told.textContent : 'El banco no responde.'} Lo escrito sigue en esta página: si no puedes enviarlo después, cópialo.`);
    } catch (error) {
      unsent('No se pudo enviar: no hay red. Lo escrito sigue en esta página; cuando vuelva, envíalo otra vez.');
    }
    delete form.dataset.flying;
  };
  document.addEventListener('submit', event => {
    if (event.defaultPrevented || !('apart' in event.target.dataset)) return;
    event.preventDefault();
    apart(event.target, event.submitter);
  });

  // --- Lock: after some minutes without use in any tab; without network the screen is hidden meanwhile ---
  let used = Date.now(), told = 0, busy = false;
  const idle = () => lock && Date.now() - used > lock.dataset.lock * 60e3 && (shut(), true);
  const use = () => {
    if (idle()) return;
    used = Date.now();
    if (used - told > 10e3) tabs.postMessage('used', told = used);
  };
  const locked = () => location.replace(`${lock.dataset.locked}?next=${encodeURIComponent(location.pathname)}`);
  const shut = async () => {
    if (busy) return;
    busy = true;
    hide();
    await kept();
    try {
      await fetch(lock.action, {method: 'POST', body: new FormData(lock), redirect: 'manual'});
      tabs.postMessage('locked');
      locked();
    } catch (e) {
      busy = false;
    }
  };
  for (const name of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove', 'input'])
    document.addEventListener(name, use, {passive: true, capture: true});
  if (lock) {
    setInterval(idle, 5000);
    document.addEventListener('visibilitychange', idle);
    lock.addEventListener('submit', event => { event.preventDefault(); shut(); });
  }
  tabs.onmessage = async ({data}) => {
    used = data === 'used' ? Date.now() : used;
    if (data === 'locked') { hide(); await kept(); locked(); }
    if (data === 'out') location.replace('/entrar/');
  };
  tabs.postMessage('used');
  return {copies, forget, purged, keeping, ticks, unfold, wait, me, tabs};
})();
