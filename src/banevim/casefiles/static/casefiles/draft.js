'use strict';
// The draft keeps itself: first an encrypted copy in this browser, then the server, which has the master. Needs `bank`.
// The key of the copy comes from the server and lives only in memory. A save tells the last version that this page
// knows; when something else was saved in between, the person chooses.
(() => {
  const [form, line, near] = ['form[data-draft]', '[data-saved]', '[data-pressed]'].map(each => document.querySelector(each));
  if (!form || !window.bank) return;
  const {draft: id, save, key: keyAddress, back} = form.dataset, {version, base} = form.elements, {ticks} = bank;
  const clock = Number(line.dataset.now) * 1000 - Date.now(), savedAt = Number(line.dataset.at) * 1000;
  const here = location.pathname, utf8 = new TextEncoder();
  const hour = (at = new Date()) => [at.getHours(), at.getMinutes()].map(n => String(n).padStart(2, '0')).join(':');

  // --- What is typed ---
  const NOT = /^(csrfmiddlewaretoken|version|base|hacer|count-.*)$/;
  const fields = (of = form) => [...of.elements].filter(one => one.name && one.type !== 'submit' && !NOT.test(one.name));
  const drawnWith = one => one.options
    ? ([...one.options].find(each => each.defaultSelected) || one.options[0]).value : one.defaultValue;
  const read = (of = form, asDrawn = false) => {
    const found = {};
    for (const one of fields(of)) {
      const values = found[one.name] = found[one.name] || [];
      if (!ticks(one)) values.push(asDrawn ? drawnWith(one) : one.value);
      else if (asDrawn ? one.defaultChecked : one.checked) values.push(one.value);
    }
    return found;
  };
  // What a closed fold holds is not on the page until it opens: what is not there is as good as not answered.
  const silent = values => values.every(one => !one || one === form.dataset.unasked);
  const same = (one, two) => Object.keys({...one, ...two}).every(name =>
    one[name] && two[name] ? String(one[name]) === String(two[name]) : silent(one[name] || two[name]));
  const shows = typed => {
    bank.unfold(form);
    const now = read();
    return Object.keys(typed).every(name => !now[name] || String(now[name]) === String(typed[name]));
  };
  const fill = typed => {
    for (const one of fields().filter(each => typed[each.name])) {
      const what = ticks(one) ? 'checked' : 'value', was = one[what];
      one[what] = ticks(one) ? typed[one.name].includes(one.value) : typed[one.name][0] || '';
      for (let fold = one; was !== one[what] && (fold = fold.parentElement.closest('details'));) fold.open = true;
    }
  };

  // --- What is said: where it is kept, with the hour, and what can be done; beside the button, how a press ended ---
  const button = (label, act) => Object.assign(document.createElement('button'),
    {type: 'button', className: 'linkbtn', textContent: label, onclick: act});
  const link = (label, href) => Object.assign(document.createElement('a'), {className: 'act', textContent: label, href});
  const put = (place, words, doing) => {
    if (!doing.length && place.textContent === words) return;
    place.textContent = words;
    for (const each of doing) place.append(' ', each);
  };
  const say = (words, ...doing) => put(line, words, doing);
  const dock = document.querySelector('.dock');
  if (dock && window.ResizeObserver) new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBottom = `${dock.offsetHeight + 16}px`;
  }).observe(dock);
  const beside = (words, ...doing) => put(near, words, doing);
  const within = (work, ms = 3000) => Promise.race([work, bank.wait(ms)]);
  const ask = async (address, asked = {}, ms = 20e3) => {
    const limit = new AbortController(), timer = setTimeout(() => limit.abort(), ms);
    try {
      const answer = await fetch(address, {...asked, signal: limit.signal});
      return [answer, await answer.text()];
    } finally {
      clearTimeout(timer);
    }
  };

  // --- The copy in this browser: what is typed, and what was sent that the server has not answered yet ---
  let unanswered = [];
  let key = null, copied = '', spare = '', nearby = 0, queue = Promise.resolve();
  const inOrder = task => (queue = queue.then(task, task));
  const box = iv => ({name: 'AES-GCM', iv, additionalData: utf8.encode(id)});
  const askKey = async () => {
    const body = new URLSearchParams({csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value});
    const [, told] = await ask(keyAddress, {method: 'POST', body}, 10e3);
    const raw = Uint8Array.from(atob(JSON.parse(told).key), one => one.charCodeAt(0));
    return () => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  };
  const theKey = () => key || (key = askKey().catch(() => { key = null; }));
  const keep = more => inOrder(async () => {
    clearTimeout(nearby);
    nearby = 0;
    copied = '';
    const words = JSON.stringify([read(), ...unanswered]), made = await theKey();
    if (!made) return;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(box(iv), await made(), utf8.encode(words));
      const about = {id, who: bank.me, kept: Date.now(), at: Date.now() + clock, version: Number(version.value), base: base && base.value};
      await bank.copies('readwrite', store => store.put({...about, path: here, iv, data, ...more}));
      [copied, spare] = [hour(), ''];
    } catch (error) {
      spare = '. Este equipo no deja guardar la copia de respaldo: por ahora queda solo en el servidor';
    }
  });
  const erase = which => bank.copies('readwrite', store => store.delete(which)).catch(() => 0);
  const drop = () => inOrder(() => erase(id));

  // --- The server ---
  let confirmed = read(form, true), sending = null, failed = 0, since = 0, soon = 0, mode = 'on', out = false, going = '', leaving = false;
  let why = '', receipt = '', late = '', reading = true;
  const dirty = () => !same(read(), confirmed);
  const stop = what => { mode = what; clearTimeout(soon); };
  const changed = () => {
    if (mode === 'off' || going === 'sent' || !dirty()) return;
    since = since || Date.now();
    if (!nearby) nearby = setTimeout(() => keep({held: mode === 'held'}), 800);
    if (failed || reading || mode === 'held') return;
    clearTimeout(soon);
    soon = setTimeout(send, Math.max(0, Math.min(2000, since + (copied ? 8000 : 2000) - Date.now())));
  };
  const through = work => (sending = work.catch(() => 0).then(() => {
    sending = null;
    if (!failed) changed();
  }));
  const send = () => {
    clearTimeout(soon);
    if (mode !== 'on' || sending || going || !dirty() || (reading && !document.hidden)) return sending;
    const copy = keep({sent: true});
    return through(document.hidden ? post() : within(copy, 1500).then(() => post()));
  };
  const post = async forced => {
    const typed = read(), body = new URLSearchParams(new FormData(form));
    const sent = same(confirmed, typed);
    if (forced) body.set('version', '');
    [since, why] = [0, ''];
    const keepalive = document.hidden && String(body).length < 6e4;
    if (!unanswered.some(each => same(each, typed))) unanswered.push(typed);
    try {
      const [answer, said] = await ask(save, {method: 'POST', body, keepalive});
      const told = /json/.test(answer.headers.get('Content-Type')) ? JSON.parse(said) : null;
      if (answer.status === 409 && await unchanged()) return await post();
      if (told) return await (answer.ok ? done : answer.status === 409 ? elsewhere : refused)(told, typed, forced, sent);
      if (answer.redirected || answer.status === 403) return await signedOut();
      await (answer.status === 404 ? gone() : failing('el servidor no responde'));
    } catch (error) {
      await failing(error.name === 'AbortError' ? 'el servidor no responde' : 'no hay red');
    }
  };
  const done = async (told, typed, forced) => {
    [version.value, confirmed, failed, out] = [told.version, typed, 0, false];
    unanswered = [];
    if (same(read(), typed) && !leaving) {
      clearTimeout(nearby);
      nearby = 0;
      await within(drop());
    }
    say(`Guardado en el servidor ${told.saved}${spare}`, ...(forced ? [button('Recuperar la otra versión', takeBack)] : []));
  };
  const takeBack = () => { going = 'sent'; form.action = back; form.submit(); };
  const refused = told => {
    clearTimeout(soon);
    why = told.sentence;
    say(`Sin guardar: ${why}`);
  };
  const failing = async reason => {
    failed++;
    why = reason;
    const copy = keep(), turn = failed;
    const tell = () => say(
      copied ? `Guardado en este equipo ${copied}: falta enviarlo al servidor` : `Sin guardar: ${why}. No cierres esta página`);
    await within(copy);
    tell();
    copy.then(() => failed === turn && !sending && tell());
    retry(send);
  };
  const retry = act => {
    clearTimeout(soon);
    soon = setTimeout(act, Math.min(60, 5 * 2 ** (failed - 1)) * 1000);
  };
  const signedOut = async () => {
    [failed, out, why] = [failed + 1, true, 'tu sesión terminó'];
    await within(keep());
    const enter = Object.assign(link('entra en otra pestaña', '/entrar/'), {target: '_blank', rel: 'noopener'});
    say(`${copied ? `Guardado en este equipo ${copied}` : 'Sin guardar'}. Tu sesión terminó:`, enter, 'y vuelve aquí. Se guarda solo.');
    retry(renew);
  };
  const drawn = async (path = here) => {
    const [answer, told] = await ask(path, {headers: {'X-Peek': '1'}}), page = new DOMParser().parseFromString(told, 'text/html');
    return [answer, page.querySelector(`form[data-draft="${id}"]`)];
  };
  // A newer version is no conflict when what this page shows is as it was drawn (another step was saved, perhaps the one
  // that she just left), or as this page itself sent it without hearing the answer.
  const unchanged = async () => {
    const [, kept] = await drawn(), known = kept && [confirmed, ...unanswered].some(each => same(read(kept), each));
    unanswered = [];
    if (!known) return false;
    version.value = kept.elements.version.value;
    return true;
  };
  const renew = async () => {
    try {
      const [answer, fresh] = await drawn();
      if (!fresh) return answer.status === 404 ? gone() : signedOut();
      for (const one of document.getElementsByName('csrfmiddlewaretoken')) one.value = fresh.elements.csrfmiddlewaretoken.value;
      out = false;
      send();
    } catch (error) {
      failing('no hay red');
    }
  };
  const again = () => failed && mode === 'on' && (out ? renew() : send());
  const gone = () => { stop('off'); say('Sin guardar: este borrador ya no está en tu cuenta.', link('Mis borradores', '/borradores/')); };
  const elsewhere = async (told, typed, forced, sent) => {
    stop(told.receipt ? 'off' : 'held');
    why = told.sentence;
    if (told.receipt && sent) {
      receipt = told.receipt;
      await within(drop());
      return say('Este caso ya quedó registrado: no hace falta guardar nada.', link('Ver el comprobante', receipt));
    }
    await within(keep({held: true}));
    if (told.receipt) {
      late = told.receipt;
      return say(LATE, seeLate());
    }
    const stay = () => { mode = 'on'; beside(''); through(post(true)); };
    say(told.sentence, button('Ver la otra versión', other), button('Quedarme con lo de esta página', stay));
  };
  const LATE = 'Este caso ya se registró, y puede no tener lo último que escribiste aquí. Sigue en esta página: si falta, pásalo con “Corregir”.';
  const seeLate = () => Object.assign(link('Ver el comprobante', late), {target: '_blank', rel: 'noopener'});
  const other = () => copied ? location.reload() : window.open(here, '_blank', 'noopener');

  // --- A copy that did not arrive ---
  const recovered = at => {
    const first = read(), note = Object.assign(document.createElement('p'), {className: 'told'});
    note.setAttribute('role', 'status');
    note.append(`Recuperamos lo que escribiste a las ${at} en este equipo. `, button('Descartarlo', () => {
      fill(first);
      note.remove();
      changed();
    }));
    (form.querySelector('.page__head') || form).append(note);
  };
  const aside = `${id}:aside`;
  const opened = async copy => {
    const made = await (await theKey())();
    const told = new TextDecoder().decode(await crypto.subtle.decrypt(box(copy.iv), made, copy.data));
    return JSON.parse(told).map(each => typeof each === 'string' ? JSON.parse(each) : each);
  };
  // What the page before sent on leaving may arrive after this one was drawn; its copy had no time to know of it.
  const arrives = async copy => {
    const [last] = await opened(copy);
    for (let turn = copy.id === aside ? 4 : 1; turn < 5; turn++) {
      const [, theirs] = await drawn(copy.path);
      if (theirs && same(read(theirs), last)) return true;
      await bank.wait(500);
    }
  };
  const load = async () => {
    if (!version.value) {
      stop('held');
      keep({held: true});
      return;
    }
    await bank.purged;
    const found = which => bank.copies('readonly', store => store.get(which));
    const copy = await found(id) || await found(aside);
    if (!copy) return;
    const at = hour(new Date(copy.kept)), moved = copy.version < Number(version.value), newer = copy.at > savedAt;
    const discard = button('Descartarlo', () => erase(aside).then(() => location.reload()));
    const setAside = () => bank.copies('readwrite', store => (store.delete(copy.id), store.put({...copy, id: aside})));
    if (copy.path !== here) {
      if ((copy.sent && !newer && moved) || await arrives(copy).catch(() => 0)) return erase(copy.id);
      await setAside();
      return say(`Lo que escribiste a las ${at} en otra página de este borrador sigue en este equipo.`,
        link('Ir a esa página', copy.path), discard);
    }
    const [typed, ...flying] = await opened(copy), own = flying.some(each => same(read(), each));
    unanswered.push(...(copy.sent ? [typed, ...flying] : flying));
    const use = () => {
      recovered(at);
      fill(typed);
      if (base) base.value = copy.base || base.value;
      keep({sent: true});
      inOrder(() => erase(aside));
      through(post(copy.held || (moved && !own)));
    };
    if (shows(typed)) return erase(copy.id);
    if (!copy.held && (!moved || newer || own) && !dirty()) return use();
    await setAside();
    say(`En este equipo quedó otra versión, escrita a las ${at}.`, button('Usarla', use), discard);
  };

  // --- A block that the case asks for opens by itself, once ---
  const special = [...form.querySelectorAll('[data-when]')];
  const called = (block, told) => block.dataset.when.split(' ').every(each => {
    const [name, codes] = each.split(':');
    return (told[name] || []).some(one => codes.split(',').includes(one));
  });
  const open = () => {
    const told = read();
    for (const block of special) {
      if (block.dataset.called || !called(block, told)) continue;
      block.dataset.called = 'yes';
      for (let fold = block; fold; fold = fold.parentElement.closest('details')) fold.open = true;
      say(`Por lo que elegiste, abrimos “${block.firstElementChild.textContent.split(':')[0]}”.`);
    }
  };

  // --- When ---
  const touched = () => { leaving = false; theKey(); open(); changed(); };
  form.addEventListener('focusin', theKey, {once: true});
  form.addEventListener('input', touched);
  form.addEventListener('change', touched);
  document.addEventListener('visibilitychange', () => document.hidden ? send() : again());
  // The next page may have been drawn before what is under way arrives: it compares the copy by itself.
  addEventListener('beforeunload', () => { leaving = true; });
  addEventListener('pagehide', () => {
    if (!going && mode === 'on' && dirty() && !('keepalive' in Request.prototype))
      navigator.sendBeacon(save, new URLSearchParams(new FormData(form)));
  });
  addEventListener('online', again);
  addEventListener('pageshow', event => event.persisted && location.reload());
  if (bank.tabs.addEventListener) bank.tabs.addEventListener('message', ({data}) => data === 'used' && out && renew());
  bank.keeping.push(async () => { await sending; await send(); });

  // --- Sending the form, once: the draft is kept first, and then only the button travels. What a page posts stays in
  // the history that the browser writes to disk; nothing of what was typed may be there ---
  const press = value => {
    const sent = document.createElement('form'), token = form.elements.csrfmiddlewaretoken.value;
    const words = {csrfmiddlewaretoken: token, version: version.value, hacer: value, guardado: 1};
    for (const [name, told] of Object.entries(words))
      sent.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value: told}));
    sent.method = 'post';
    document.body.append(sent);
    sent.submit();
  };
  let pressed = null;
  const ended = name => {
    const again = `presiona “${name}” otra vez`, safe = copied ? `Lo escrito está guardado en este equipo (${copied}). ` : '';
    if (receipt) return location.assign(receipt);
    if (late) return beside(LATE, seeLate());
    if (mode === 'off') return beside('No se pudo: este borrador ya no está en tu cuenta.', link('Mis borradores', '/borradores/'));
    if (mode === 'held') {
      return beside(`Todavía no. ${why} Si te quedas con lo de esta página, ${again}.`, button('Ver la otra versión', other));
    }
    if (failed) return beside(`Todavía no: ${why}. ${safe}${out ? 'Entra en otra pestaña y' : 'Cuando vuelva,'} ${again}.`);
    return beside(why ? `Todavía no. ${why}` : `Todavía no: seguías escribiendo. Cuando termines, ${again}.`);
  };
  const settle = async () => {
    await within(ready, 5000);
    const forced = mode === 'held';
    await sending;
    if (mode === 'off') return false;
    await within(keep({sent: true}));
    for (let turn = 0; turn < 5; turn++) {
      [mode, failed] = ['on', 0];
      await through(post(forced));
      if (mode !== 'on' || failed || why || !dirty()) break;
    }
    return mode === 'on' && !failed && !why && !dirty();
  };
  form.addEventListener('click', event => { pressed = event.target.closest('[type=submit]') || pressed; });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (going) return;
    const by = event.submitter || pressed, name = by ? by.textContent.trim() : 'Registrar';
    going = 'soon';
    clearTimeout(soon);
    beside('Un momento: guardamos lo escrito…');
    try {
      going = await settle() ? 'sent' : '';
    } catch (error) {
      going = '';
    }
    if (!going) return ended(name);
    setTimeout(() => {
      going = '';
      beside(`El servidor tarda en contestar. Espera; si esta página sigue aquí, presiona “${name}” otra vez: no se repite nada.`);
    }, 10e3);
    press(by ? by.value : '');
  });
  const ready = inOrder(() => load().catch(() => 0));
  ready.then(() => {
    reading = false;
    form.dataset.ready = '';
    changed();
  });
})();
