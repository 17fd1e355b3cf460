// A figure as a picture of its own: title and unit above it, sources and filters below, fonts inside.

const SHEET = { width: 1000, pad: 28 } // px; the wide figure is drawn this wide
const STYLES = {
  title: { size: 20, weight: 600, leading: 26, ink: 1 },
  unit: { size: 13, weight: 400, leading: 18, ink: 0.75 },
  note: { size: 12, weight: 400, leading: 17, ink: 0.7 },
}

// The text's lines, wrapped to the sheet; a line break in the text stays one.
function wrapped(text, { size, weight }) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${weight} ${size}px "IBM Plex Sans"`
  return (text ?? "").split("\n").filter(Boolean).flatMap((paragraph) => {
    const lines = [""]
    for (const word of paragraph.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim()
      if (pen.measureText(longer).width <= SHEET.width || !lines.at(-1)) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  })
}

async function embedded({ family, weight, url }) {
  const blob = await (await fetch(url)).blob()
  const address = await new Promise((resolve) => {
    const reader = Object.assign(new FileReader(), { onload: () => resolve(reader.result) })
    reader.readAsDataURL(blob)
  })
  return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${address}"); }`
}

function element(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  if (text !== undefined) node.textContent = text
  return node
}

// An <svg> element that needs nothing from the page.
async function sheet(Plotly, { wide, faces, download }, style) {
  await document.fonts.load('600 20px "IBM Plex Sans"')
  const height = wide.layout.height ?? 450
  const layout = { ...wide.layout, width: SHEET.width, height, autosize: false }
  const figure = { data: wide.data, layout, config: { staticPlot: true } }
  const address = await Plotly.toImage(figure, { format: "svg", width: SHEET.width, height })
  const markup = decodeURIComponent(address.slice(address.indexOf(",") + 1))
  const drawing = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement

  const outer = element("svg", { xmlns: "http://www.w3.org/2000/svg" })
  outer.append(element("style", {}, (await Promise.all(faces.map(embedded))).join("\n")))
  const ground = element("rect", { width: "100%", height: "100%", fill: style.getPropertyValue("--st-background-color") })
  outer.append(ground)
  let y = SHEET.pad
  const write = (part) => {
    const { size, weight, leading, ink } = STYLES[part]
    for (const line of wrapped(download[part], STYLES[part])) {
      const attributes = { x: SHEET.pad, y: y + size, fill: style.getPropertyValue("--st-text-color") }
      const type = { "font-family": "IBM Plex Sans, sans-serif", "font-size": size, "font-weight": weight }
      outer.append(element("text", { ...attributes, ...type, "fill-opacity": ink }, line))
      y += leading
    }
  }
  write("title")
  write("unit")
  y += 12
  drawing.setAttribute("x", SHEET.pad)
  drawing.setAttribute("y", y)
  outer.append(document.importNode(drawing, true))
  y += height + 12
  write("note")
  const [w, h] = [SHEET.width + 2 * SHEET.pad, y + SHEET.pad - 4]
  for (const [key, value] of Object.entries({ width: w, height: h, viewBox: `0 0 ${w} ${h}` })) outer.setAttribute(key, value)
  return outer
}

async function rastered(svg, blob) {
  const image = new Image()
  const address = URL.createObjectURL(blob)
  image.src = address
  await image.decode()
  const scale = 2
  const canvas = Object.assign(document.createElement("canvas"), {
    width: svg.getAttribute("width") * scale,
    height: svg.getAttribute("height") * scale,
  })
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
}

async function save(Plotly, given, format, style) {
  const svg = await sheet(Plotly, given, style)
  const vector = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" })
  const blob = format === "png" ? await rastered(svg, vector) : vector
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement("a"), { href: address, download: `${given.download.filename}.${format}` }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
