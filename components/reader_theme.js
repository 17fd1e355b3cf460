// Streamlit repaints itself when the reader's theme changes, but runs no script: ask for one run.

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.host ?? parentElement
  const ground = getComputedStyle(host).getPropertyValue("--st-background-color")
  const pen = document.createElement("canvas").getContext("2d")
  pen.fillStyle = ground
  const channels = [1, 3, 5].map((start) => parseInt(pen.fillStyle.slice(start, start + 2), 16))
  const seen = Math.max(...channels) < 128 ? "dark" : "light"
  if (seen === data.drawn || seen === host.asked) return
  host.asked = seen
  setTriggerValue("theme", seen)
}
