// Keeps what is typed into a form with data-draft on this device until the server says that it was
// carried out: the network may go, the session may end. Files and passwords are not kept. Without
// this script, or where the device keeps nothing, forms work as ever.
(() => {
  const PREFIX = "draft:";
  const KEEP_DAYS = 14;
  const NOT_KEPT = new Set(["file", "password", "submit", "button", "hidden"]);

  const keep = (key, draft) => {
    try { localStorage.setItem(key, JSON.stringify(draft)); return true; } catch { return false; }
  };
  const kept = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const forget = (key) => {
    try { localStorage.removeItem(key); } catch { /* nothing is kept here */ }
  };
  const keys = () => {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
  };

  const controls = (form) => [...form.elements].filter((one) => one.name && !NOT_KEPT.has(one.type));

  const valuesOf = (form) => controls(form)
    .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
    .map((one) => [one.name, one.value]);

  const fill = (form, values) => {
    for (const one of controls(form)) {
      const mine = values.filter(([name]) => name === one.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(one.type)) one.checked = mine.includes(one.value);
      else if (mine.length) one.value = mine[0];
    }
  };

  const say = (form, words) => {
    const line = form.querySelector("[data-draft-words]");
    if (line) line.textContent = words;
  };

  // What the draft began from, for the server to compare: who changed the record since is told.
  const shownIn = (form) => form.querySelector("input[name=shown]");

  const restore = (form, key, draft) => {
    const plain = valuesOf(form);
    const shown = shownIn(form);
    const fresh = shown?.value;
    if (JSON.stringify(draft.values) === JSON.stringify(plain)) return;
    fill(form, draft.values);
    if (shown) shown.value = draft.shown ?? "";
    const notice = document.querySelector("[data-draft-notice]");
    if (!notice) return;
    notice.hidden = false;
    notice.querySelector("button").addEventListener("click", () => {
      fill(form, plain);
      if (shown) shown.value = fresh;
      forget(key);
      notice.hidden = true;
      say(form, "已恢复原样。");
    });
  };

  const begin = (form) => {
    const key = PREFIX + form.dataset.draft;
    const draft = kept(key);
    // A form that came back with mistakes holds what was typed last.
    if (draft && !form.querySelector("[role=alert]")) restore(form, key, draft);
    const write = (sent) => keep(key, {
      at: Date.now(), values: valuesOf(form), shown: shownIn(form)?.value, sent,
    });
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        say(form, write() ? "草稿已存在本机。" : "本机空间不足，草稿没有保存。");
      }, 400);
    });
    // Sent under a name of its own, which the server says again once the form was carried out.
    const name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: "draft", value: `${Date.now()}-${Math.random().toString(36).slice(2)}` });
    form.append(name);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      write(name.value);
    });
    form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
      clearTimeout(timer);
      forget(key);
    });
  };

  const arrived = new Set((document.body.dataset.draftsArrived ?? "").split(" ").filter(Boolean));
  const old = Date.now() - KEEP_DAYS * 86400000;
  for (const key of keys()) {
    const draft = kept(key);
    if (!(draft?.at > old) || arrived.has(draft.sent)) forget(key);
  }
  const form = document.querySelector("form[data-draft]");
  if (form) begin(form);
})();
