// Moves the focus to the error summary, which is the first thing on the page anyway.
(() => {
  const summary = document.getElementById("errors");
  if (summary) {
    summary.focus();
  }
})();
