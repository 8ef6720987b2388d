/* Quick exit: blank the page at once, then replace it, so that Back does not show it.
   By the link, or by Shift pressed three times alone. Without this script the link still works. */
(function () {
  "use strict";
  var PRESSES = 3;
  var WINDOW_MS = 5000;
  var link = document.querySelector("[data-exit]");
  if (!link) { return; }
  var say = document.getElementById("exit-say");
  var count = 0;
  var alone = false;
  var timer = null;

  function leave(url) {
    document.documentElement.className += " is-leaving";
    document.title = "\u200B";
    if (document.body) { document.body.textContent = ""; }
    window.location.replace(url);
  }

  function announce(text) {
    if (say) { say.textContent = text; }
  }

  function show() {
    link.setAttribute("data-presses", String(count));
  }

  function forget(text) {
    window.clearTimeout(timer);
    count = 0;
    show();
    announce(text || "");
  }

  function press() {
    count += 1;
    show();
    window.clearTimeout(timer);
    if (count >= PRESSES) {
      announce("Saliendo de esta página.");
      leave(link.href);
      return;
    }
    var left = PRESSES - count;
    announce("Mayúsculas: oprime " + left + (left === 1 ? " vez" : " veces") + " más para salir.");
    timer = window.setTimeout(function () { forget("La salida rápida con Mayúsculas se canceló."); }, WINDOW_MS);
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target.closest("[data-exit]") : null;
    if (target) {
      event.preventDefault();
      leave(target.href);
    }
  });

  document.addEventListener("keydown", function (event) {
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone && count) { forget(); }
  });

  document.addEventListener("keyup", function (event) {
    if (event.key === "Shift" && alone) {
      alone = false;
      press();
    }
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.documentElement.className.indexOf("is-leaving") >= 0) {
      window.location.reload();
    }
  });
}());
