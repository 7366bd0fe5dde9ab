/* Names offered while somebody types, on every search box of the site.

   An ARIA combobox with a listbox. Without script the box stays a plain form, and Enter without a
   chosen name always asks the full search. */
(() => {
  "use strict";

  const WAIT = 120; // ms without a key before the server is asked
  const KEPT = 50; // answers remembered while the page is open
  const answers = new Map();

  function element(name, className, attributes) {
    const made = document.createElement(name);
    made.className = className;
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  class Suggest {
    constructor(form, number) {
      this.form = form;
      this.input = form.querySelector("input[name=q]");
      this.id = `suggest-${number}`;
      this.chosen = -1;
      this.composing = false;
      this.list = element("ul", "suggest", {
        id: this.id, role: "listbox", "aria-label": "搜索建议", hidden: "",
      });
      this.said = element("p", "visually-hidden", { role: "status" });
      form.append(this.list, this.said);
      this.become();
      this.listen();
    }

    become() {
      const roles = {
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": this.id, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      };
      // A search field may not be a combobox; the keyboard of a phone still offers to search.
      this.input.type = "text";
      this.input.enterKeyHint = "search";
      Object.entries(roles).forEach(([key, value]) => this.input.setAttribute(key, value));
    }

    listen() {
      const { input, list } = this;
      input.addEventListener("compositionstart", () => { this.composing = true; });
      input.addEventListener("compositionend", () => { this.composing = false; this.later(); });
      input.addEventListener("input", () => { if (!this.composing) this.later(); });
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      // The field keeps its focus while a name is pressed, so that the list stays for the click.
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
      this.form.addEventListener("submit", () => this.close());
      window.addEventListener("pageshow", () => this.close());
    }

    get options() { return [...this.list.children]; }

    later() {
      clearTimeout(this.timer);
      if (this.asking) this.asking.abort();
      const typed = this.input.value.trim();
      if (!typed) { this.close(); return; }
      this.timer = setTimeout(() => this.ask(typed), answers.has(typed) ? 0 : WAIT);
    }

    async ask(typed) {
      if (!answers.has(typed)) {
        this.asking = new AbortController();
        try {
          const address = `${this.form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
          const response = await fetch(address, { signal: this.asking.signal });
          if (!response.ok) throw new Error(response.status);
          if (answers.size >= KEPT) answers.clear();
          answers.set(typed, (await response.json()).suggestions);
        } catch (error) {
          // Another key was pressed, or there is no answer: the form works without.
          if (error.name !== "AbortError") this.close();
          return;
        }
      }
      const still = document.activeElement === this.input && !this.composing;
      if (still && this.input.value.trim() === typed) this.show(answers.get(typed), typed);
    }

    show(found, typed) {
      this.choose(-1);
      this.list.replaceChildren(...found.map((one, at) => this.option(one, at, typed)));
      this.unfold(found.length > 0);
      this.said.textContent = found.length
        ? `有 ${found.length} 条建议，按上下方向键选择，按回车键打开。` : "没有建议，按回车键搜索。";
    }

    option(one, at, typed) {
      const made = element("li", "suggest__item", {
        id: `${this.id}-${at}`, role: "option", "aria-selected": "false", "data-url": one.url,
      });
      const name = element("span", "suggest__name");
      const start = one.text.toLowerCase().indexOf(typed.toLowerCase());
      if (start < 0) {
        name.textContent = one.text;
      } else {
        const mark = document.createElement("mark");
        mark.textContent = one.text.slice(start, start + typed.length);
        name.append(one.text.slice(0, start), mark, one.text.slice(start + typed.length));
      }
      const kind = element("span", "suggest__kind");
      kind.textContent = one.kind;
      made.append(name, kind);
      return made;
    }

    unfold(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      if (!open) this.choose(-1);
    }

    close() {
      clearTimeout(this.timer);
      if (this.asking) this.asking.abort();
      this.unfold(false);
      this.said.textContent = "";
    }

    choose(at) {
      this.chosen = at;
      this.options.forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === at));
        if (number === at) {
          this.input.setAttribute("aria-activedescendant", option.id);
          option.scrollIntoView({ block: "nearest" });
        }
      });
      if (at < 0) this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      // While a word is being composed, arrows and Enter belong to the input method.
      if (this.composing || event.isComposing || event.keyCode === 229) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) this.move(step, event);
      else if (event.key === "Escape" && !this.list.hidden) { event.preventDefault(); this.close(); }
      else if (event.key === "Enter" && this.chosen >= 0) {
        event.preventDefault();
        this.open(this.options[this.chosen]);
      }
    }

    move(step, event) {
      const count = this.options.length;
      if (this.list.hidden) {
        if (step > 0) this.later();
        return;
      }
      event.preventDefault();
      // One place more than names: from the last back to the field itself.
      this.choose(((this.chosen + 1 + step + count + 1) % (count + 1)) - 1);
    }

    open(option) {
      if (!option) return;
      this.close();
      window.location.assign(option.dataset.url);
    }
  }

  document.querySelectorAll("form[data-suggest]").forEach((form, at) => new Suggest(form, at + 1));
})();
