// The part of clipboard.js that the buttons for copying use, by what browsers have now.
window.ClipboardJS = class {
  constructor(buttons, { text }) {
    this.on = (result, act) => (this[result] = act);
    document.addEventListener("click", async (event) => {
      const trigger = event.target.closest?.(buttons);
      if (!trigger) return;
      const told = { trigger, clearSelection() {} };
      try {
        await navigator.clipboard.writeText(text(trigger));
        this.success?.(told);
      } catch {
        this.error?.(told);
      }
    });
  }
};
