/** Turns the page of a deck into slides. Where the screen is narrow it stays what it is: a text to scroll. */

import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";

const NARROW = matchMedia("(max-width: 40rem)");
const SECONDS_A_MINUTE = 60;

const isFramed = window.parent !== window;
const isPrinted = /[?&](view=print|print-pdf)/.test(location.search);

async function present(): Promise<void> {
  const deck = document.getElementById("deck");
  if (deck === null) return;
  document.documentElement.classList.add("presenting");
  deck.classList.add("reveal");
  document.getElementById("slide-style")?.setAttribute("media", "all");
  // the speaker's window shares the minutes out among the slides
  const pace = { totalTime: Number(document.body.dataset.minutes) * SECONDS_A_MINUTE };
  const reveal = new Reveal(deck, {
    plugins: [Notes],
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 3,
    center: false,
    hash: true,
    respondToHashChanges: true,
    transition: "none",
    backgroundTransition: "none",
    slideNumber: "c/t",
    controlsTutorial: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    scrollActivationWidth: 0,
    ...pace,
  });
  await reveal.initialize();
}

if (isFramed || isPrinted || !NARROW.matches) void present();
// slides and text differ in more than their styles: a window that changes its mind is drawn anew
if (!isFramed && !isPrinted) NARROW.addEventListener("change", () => location.reload());
