// A figure's annotations that are words and no more, laid over it as HTML: Plotly measures and draws each twice, which took
// longer than all marks. Pictures, and whatever here does not know, stay Plotly's (docs/decisions/0015).

const KNOWN = new Set(
  "align bgcolor borderpad font hovertext showarrow text x xanchor xref xshift y yanchor yref yshift".split(" "),
)
const PACKED = { left: "flex-start", center: "center", right: "flex-end", top: "flex-start", middle: "center", bottom: "flex-end" }
const BORDER = 1 // px; Plotly's own, which it leaves clear

const axisOf = (ref, letter) => (ref ?? letter).replace(letter, `${letter}axis`)

function isWords(note, layout) {
  const placed = (letter) => {
    const ref = note[`${letter}ref`]
    return note[`${letter}anchor`] in PACKED && (ref === "paper" || layout[axisOf(ref, letter)]?.range !== undefined)
  }
  const plain = note.showarrow === false && !note.hovertext && !/<(?!\/?(b|br|span)\b)/.test(note.text)
  return plain && placed("x") && placed("y") && Object.keys(note).every((key) => KNOWN.has(key))
}

// The layout without its words, and those.
function apart(layout) {
  const [words, annotations] = [[], []]
  for (const note of layout.annotations ?? []) (isWords(note, layout) ? words : annotations).push(note)
  return { words, layout: { ...layout, annotations } }
}

// Px from the figure's left or top, as Plotly finds it; null off the axis.
function pixel(full, note, letter) {
  const [value, ref, size] = [note[letter], note[`${letter}ref`], full._size]
  const shift = note[`${letter}shift`] ?? 0
  if (ref === "paper") return letter === "x" ? size.l + size.w * value + shift : size.t + size.h * (1 - value) - shift
  const axis = full[axisOf(ref, letter)]
  const share = axis.r2fraction(value)
  return share < 0 || share > 1 ? null : axis._offset + axis.r2p(value) + (letter === "x" ? shift : -shift)
}

// Text as nodes: of its markup only what annotations of ours use.
function nodes(text) {
  if (!/[<&]/.test(text)) return [text]
  const kept = (from) =>
    [...from.childNodes].flatMap((node) => {
      if (node.nodeType === Node.TEXT_NODE) return [node.data]
      if (!["B", "BR", "SPAN"].includes(node.tagName)) return kept(node)
      const copy = document.createElement(node.tagName)
      copy.style.color = node.style.color
      copy.style.fontWeight = node.style.fontWeight
      copy.append(...kept(node))
      return [copy]
    })
  return kept(new DOMParser().parseFromString(text, "text/html").body) // where nothing loads or runs
}

function written(full, note) {
  const [x, y] = [pixel(full, note, "x"), pixel(full, note, "y")]
  if (x === null || y === null) return []
  const { size, color, weight, family } = { ...full.font, ...note.font }
  const spot = document.createElement("div")
  const words = document.createElement("span")
  spot.style.cssText = `left: ${x}px; top: ${y}px; justify-content: ${PACKED[note.xanchor]}; align-items: ${PACKED[note.yanchor]}`
  words.style.cssText = `font: ${weight} ${size}px/1.3 ${family}; color: ${color}; text-align: ${note.align ?? "center"};
    background: ${note.bgcolor ?? "none"}; margin: ${BORDER / 2}px; padding: ${(note.borderpad ?? 1) + BORDER / 2}px`
  words.append(...nodes(note.text))
  spot.append(words)
  return [spot]
}

// Over the marks, under what Plotly says on hover.
function lay(plot, sheet, words) {
  sheet.replaceChildren(...words.flatMap((note) => written(plot._fullLayout, note)))
  const top = [...plot.querySelectorAll(".main-svg")].at(-1)
  if (top.previousSibling !== sheet) top.before(sheet)
}
