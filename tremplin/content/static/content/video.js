// A video plays in the page only once the reader has pressed its button: until then nothing reaches the provider.
// The choice lasts as long as the page: nothing is stored.

for (const place of document.querySelectorAll("[data-video-frame]")) {
  const offer = place.querySelector("[data-video-offer]");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.className = "content-video__frame";
    frame.title = place.dataset.videoTitle;
    frame.allow = "encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.src = place.dataset.videoFrame;
    offer.replaceWith(frame);
    frame.focus();
  });
}
