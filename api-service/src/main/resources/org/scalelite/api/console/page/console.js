"use strict";
// Theme, local times, the search key, and the banner of a broken stream. Pages work without it.
(() => {
  const root = document.documentElement;
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") {
    root.dataset.theme = chosen;
  }

  const pad = number => String(number).padStart(2, "0");
  const text = at => {
    const time = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
    return at.toDateString() === new Date().toDateString()
      ? time
      : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${time}`;
  };
  const localise = part => part.querySelectorAll("time[datetime]").forEach(element => {
    const at = new Date(element.dateTime);
    if (!Number.isNaN(at.getTime())) {
      element.textContent = text(at);
      element.title = element.dateTime;
    }
  });

  const QUIET_MS = 15000;
  let seen = Date.now();
  const alive = () => {
    seen = Date.now();
    setBroken(false);
  };
  const setBroken = broken => {
    const banner = document.getElementById("stale");
    const table = document.querySelector("table.servers");
    if (banner && table && banner.hidden === broken) {
      document.getElementById("read-at").dateTime = new Date(seen).toISOString();
      banner.hidden = !broken;
      table.classList.toggle("greyed", broken);
      localise(banner);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    localise(document);
    document.addEventListener("htmx:sseOpen", event => {
      const source = event.detail.source;
      source.addEventListener("alive", alive);
      source.addEventListener("stale", () => setBroken(true));
      // Else the end of the page would be reported as an error of the stream.
      window.addEventListener("pagehide", () => source.close());
    });
    document.addEventListener("htmx:sseError", () => setBroken(true));
    document.addEventListener("htmx:oobAfterSwap", event => localise(event.target));
    if (document.getElementById("live")) {
      setInterval(() => Date.now() - seen > QUIET_MS && setBroken(true), 1000);
    }
    document.querySelector("button.theme")?.addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      localStorage.setItem("theme", root.dataset.theme);
    });
    document.addEventListener("keydown", event => {
      if (event.key === "/" && !event.target.closest("input, select, textarea")) {
        event.preventDefault();
        document.querySelector("header input[type=search]")?.focus();
      }
    });
  });
})();
