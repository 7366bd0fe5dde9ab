// Keeps what is typed into a form with data-draft on this device until it is sent: the network may
// go, the session may end. Files and passwords are not kept. Without this script forms work as ever.
(() => {
  const PREFIX = "draft:";
  const KEEP_DAYS = 14;
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "form_token", "shown", "seen", "since"]);
  const SENT = "draft-sent";

  const keyOf = (form) => PREFIX + form.dataset.draft;
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };

  const controls = (form) => [...form.elements].filter((one) =>
    one.name && !LEFT_OUT.has(one.name) && !["file", "password", "submit", "button", "hidden"].includes(one.type));

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

  const say = (form, words, undo) => {
    const line = form.querySelector("[data-draft-words]");
    if (!line) return;
    line.textContent = words;
    if (!undo) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = "不用草稿，恢复原样";
    button.addEventListener("click", undo);
    line.append(" ", button);
  };

  const forget = () => {
    const old = Date.now() - KEEP_DAYS * 86400000;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !(read(key)?.at > old)) localStorage.removeItem(key);
    }
  };

  const begin = (form) => {
    const key = keyOf(form);
    const plain = valuesOf(form);
    const kept = read(key);
    const refused = form.querySelector("[role=alert]");
    if (kept && !refused && JSON.stringify(kept.values) !== JSON.stringify(plain)) {
      fill(form, kept.values);
      say(form, "已恢复上次没有提交的内容。", () => {
        fill(form, plain);
        localStorage.removeItem(key);
        say(form, "已恢复原样。");
      });
    }
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        try {
          localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
          say(form, "草稿已存在本机。");
        } catch { say(form, "本机空间不足，草稿没有保存。"); }
      }, 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
      sessionStorage.setItem(SENT, key);
    });
    form.querySelector("[data-draft-drop]")?.addEventListener("click", () => localStorage.removeItem(key));
  };

  // What was sent has arrived once another page of the workspace stands here.
  const sent = sessionStorage.getItem(SENT);
  const form = document.querySelector("form[data-draft]");
  if (sent && document.body.classList.contains("desk") && !(form && keyOf(form) === sent)) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem(SENT);
  }
  forget();
  if (form) begin(form);
})();
