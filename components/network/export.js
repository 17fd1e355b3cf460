// The network as a picture of its own: title above it, sources and filters below, twice the pixels.

const SHEET = { width: 1000, height: 620, pad: 28, scale: 2 } // px
const HEADS = { title: [600, 20, 26, "ink"], unit: [400, 13, 18, "ink2"], note: [400, 12, 17, "ink3"] }

function wrapped(pen, text, width) {
  return (text ?? "").split("\n").filter(Boolean).flatMap((paragraph) => {
    const lines = [""]
    for (const word of paragraph.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim()
      if (pen.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  })
}

// A canvas with the whole network, its companies where they stand on screen; large ones get a larger sheet.
async function pictureOf(scene, places, download, measure) {
  await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 20px "IBM Plex Sans"`)))
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [across, down] = [Math.max(1, Math.max(...xs) - left), Math.max(1, Math.max(...ys) - top)]
  const width = Math.min(2400, Math.max(SHEET.width, across * 0.7))
  const zoom = Math.min((width - 150) / across, Math.max(SHEET.height - 90, width * 0.6) / down, 1.1)
  const height = Math.max(240, down * zoom + 90)
  const view = {
    width, height, zoom, narrow: false, lit: null,
    at: ({ id }) => {
      const place = places.find((known) => known.id === id)
      return { x: width / 2 + (place.x - left - across / 2) * zoom, y: height / 2 + (place.y - top - down / 2) * zoom }
    },
  }
  const pen = document.createElement("canvas").getContext("2d")
  const texts = Object.entries(HEADS).map(([part, [weight, size, leading, tone]]) => {
    pen.font = `${weight} ${size}px "IBM Plex Sans", sans-serif`
    return { part, font: pen.font, leading, tone, lines: wrapped(pen, download[part], width) }
  })
  const tall = texts.reduce((sum, { lines, leading }) => sum + lines.length * leading, 0)
  const canvas = Object.assign(document.createElement("canvas"), {
    width: (width + 2 * SHEET.pad) * SHEET.scale,
    height: (height + tall + 2 * SHEET.pad + 16) * SHEET.scale,
  })
  const ctx = canvas.getContext("2d")
  ctx.scale(SHEET.scale, SHEET.scale)
  ctx.fillStyle = scene.look.page
  ctx.fillRect(0, 0, canvas.width, canvas.height)
  let y = SHEET.pad
  const write = ({ font, lines, leading, tone }) => {
    ctx.font = font
    ctx.fillStyle = scene.look[tone]
    for (const line of lines) ctx.fillText(line, SHEET.pad, (y += leading) - 6)
  }
  texts.filter(({ part }) => part !== "note").forEach(write)
  ctx.translate(SHEET.pad, y + 8)
  const drawn = geometry(scene, view)
  paint(ctx, scene, drawn, placed(drawn, view, measure), view)
  ctx.translate(-SHEET.pad, -y - 8)
  y += height + 16
  texts.filter(({ part }) => part === "note").forEach(write)
  return canvas
}

async function savePicture(scene, places, download, measure) {
  const canvas = await pictureOf(scene, places, download, measure)
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement("a"), { href: address, download: `${download.filename}.png` }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
