// Ticks all boxes of a form with data-picks or none of them, and says how many are ticked. Without
// this script the boxes are ticked one by one, and the number is that of the page as it came.
(() => {
  document.querySelectorAll("form[data-picks]").forEach((form) => {
    const boxes = [...form.querySelectorAll("input[name=pick]")];
    const count = form.querySelector("[data-picks-count]");
    const say = () => { count.textContent = boxes.filter((one) => one.checked).length; };
    const tick = (checked) => { boxes.forEach((one) => { one.checked = checked; }); say(); };
    form.querySelector("[data-picks-all]").hidden = boxes.length < 2;
    form.querySelector("[data-pick=all]").addEventListener("click", () => tick(true));
    form.querySelector("[data-pick=none]").addEventListener("click", () => tick(false));
    form.addEventListener("change", say);
    count.setAttribute("aria-live", "polite");
    say();
  });
})();
