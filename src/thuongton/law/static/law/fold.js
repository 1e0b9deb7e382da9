// On a small screen the tools beside the words of an act are folded, so that its words come first.
if (window.matchMedia("(max-width: 760px)").matches) {
  document.querySelectorAll("[data-fold-small]").forEach((part) => part.removeAttribute("open"));
}
