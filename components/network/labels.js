// Where the words of the network stand: beside their mark, never over a company, a mark or other words.

const CELL = 4 // px, the grain of the map of what is taken
const TAKEN = 60000 // cost of a cell under a company, a mark or words
const LINE = { thin: 4, thick: 8 } // cost of a cell under a line
const ALONG = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8] // shares of a line, best first
const BETWEEN = 120 // cost of another line between a line and its words
const AREA = { name: 6500, line: 8500 } // px of picture for each label, so that a large network stays quiet
const SMALL = 60 // cost of a cell under a company in a larger network, whose weightiest names win
const WEIGHTY = 12 // so many names of a larger network may cover lines and small companies; on a map, three times as many

class Ground {
  constructor(width, height) {
    this.width = width
    this.height = height
    this.columns = Math.ceil(width / CELL) + 1
    this.cells = new Uint16Array(this.columns * (Math.ceil(height / CELL) + 1))
  }

  each(box, visit) {
    const [left, right] = [Math.max(0, Math.floor(box.left / CELL)), Math.floor(Math.min(box.right, this.width) / CELL)]
    const [top, bottom] = [Math.max(0, Math.floor(box.top / CELL)), Math.floor(Math.min(box.bottom, this.height) / CELL)]
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) visit(row * this.columns + column)
  }

  take(box, cost = TAKEN) {
    this.each(box, (cell) => (this.cells[cell] = Math.max(this.cells[cell], cost)))
  }

  takeLine(points, half, cost) {
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]]
      const steps = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 3))
      for (let step = 0; step <= steps; step++) {
        const x = a.x + ((b.x - a.x) * step) / steps
        const y = a.y + ((b.y - a.y) * step) / steps
        const right = Math.floor(Math.min(x + half, this.width) / CELL)
        const bottom = Math.floor(Math.min(y + half, this.height) / CELL)
        for (let row = Math.max(0, Math.floor((y - half) / CELL)); row <= bottom; row++)
          for (let column = Math.max(0, Math.floor((x - half) / CELL)); column <= right; column++) {
            const cell = row * this.columns + column
            if (this.cells[cell] < cost) this.cells[cell] = cost
          }
      }
    }
  }

  // Whether another line runs between a line's own foot and its words.
  between(foot, x, y) {
    const steps = Math.ceil(Math.hypot(x - foot.x, y - foot.y) / CELL)
    for (let step = 0; step < steps; step++) {
      const [across, down] = [foot.x + ((x - foot.x) * step) / steps, foot.y + ((y - foot.y) * step) / steps]
      const cell = Math.floor(down / CELL) * this.columns + Math.floor(across / CELL)
      if (this.cells[cell] > 0 || this.cells[cell + 1] > 0) return true // a slanting step may slip past one
    }
    return false
  }

  cost({ left, right, top, bottom }) {
    if (left < 2 || top < 2 || right > this.width - 2 || bottom > this.height - 2) return Infinity
    let sum = 0
    this.each({ left, right, top, bottom }, (cell) => (sum += this.cells[cell]))
    return sum
  }
}

const around = (x, y, width, height) => ({
  left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
})

// Candidates for a company's name: below, above, beside, at the corners, further off. Each [x, y, dislike].
function besideNode({ x, y, r }, width, height, far) {
  const [down, side] = [r + CELL + 1 + height / 2, r + CELL + 2 + width / 2]
  const near = [
    [x, y + down, 0], [x, y - down, 2], [x + side, y, 5], [x - side, y, 6],
    [x + width * 0.3, y + down, 9], [x - width * 0.3, y + down, 9],
    [x + width * 0.3, y - down, 10], [x - width * 0.3, y - down, 10],
    [x + side - 4, y + r, 12], [x - side + 4, y + r, 12], [x + side - 4, y - r, 12], [x - side + 4, y - r, 12],
  ]
  if (!far) return near
  return [...near, ...[8, 16].flatMap((more) => [
    [x, y + down + more, 20 + more], [x, y - down - more, 20 + more],
    [x + side + more, y, 22 + more], [x - side - more, y, 22 + more],
  ])]
}

// Candidates along a line: to both sides of it, from its middle outwards; a tie's words may sit on it.
function besideLine(line, width, height, far) {
  const found = []
  const gaps = far ? [6, 10, 18] : [5, 9]
  for (const [k, t] of ALONG.entries()) {
    const { x, y, across } = pointAt(line, t)
    for (const gap of gaps)
      for (const side of [-1, 1]) {
        const off = gap + line.half + (Math.abs(across.x) * width + Math.abs(across.y) * height) / 2
        const foot = { x: x + side * across.x * (line.half + 6), y: y + side * across.y * (line.half + 6) }
        found.push([x + side * across.x * off, y + side * across.y * off, 2 * (k + gap) + (side > 0), side * across.x, foot])
      }
    if (line.edge.rank === 1 && Math.abs(t - 0.5) < 0.3) found.push([x, y, 20 + k * 2, 0])
  }
  return found
}

function best(ground, candidates, width, height, most) {
  let chosen = null
  for (const [x, y, dislike, lean = 0, foot] of candidates) {
    const box = around(x, y, width, height)
    const under = ground.cost(box) + (foot && ground.between(foot, x, y) ? BETWEEN : 0)
    if (under >= TAKEN || under > most) continue
    const cost = under + dislike * 3
    if (!chosen || cost < chosen.cost) chosen = { box, cost, align: lean > 0.5 ? "left" : lean < -0.5 ? "right" : "center" }
  }
  return chosen
}

// Returns labels {of, lines, box, align}; `size(lines)` measures. Names first, then denials, deals, ties.
function placed({ nodes, lines, marks, far }, { width, height, narrow }, size) {
  const ground = new Ground(width, height)
  const several = nodes.length <= SEVERAL
  for (const line of far ? [] : lines) ground.takeLine(line.points, line.half, line.edge.rank > 1 ? LINE.thick : LINE.thin)
  for (const { node, x, y, r } of nodes) ground.take(around(x, y, 2 * r, 2 * r), several || node.centre ? TAKEN : SMALL)
  for (const { x, y } of far ? [] : marks) ground.take(around(x, y, 20, 20))
  const seen = ({ x, y }) => x > -40 && y > -20 && x < width + 40 && y < height + 20
  const labels = []
  const put = (of, texts, candidates, most) => {
    if (!texts.length) return false
    const { width: w, height: h } = size(texts)
    const spot = best(ground, candidates(w, h), w, h, most)
    if (!spot) return false
    ground.take(spot.box)
    labels.push({ of, lines: texts, box: spot.box, align: spot.align })
    return true
  }

  const putName = (shape, k) => {
    const limit = several || k < (far ? 3 : 1) * WEIGHTY ? TAKEN : far ? 0 : 500
    put(shape, nameOf(shape.node, narrow), (w, h) => besideNode(shape, w, h, several), limit)
  }
  const putWords = (line) => {
    if (!seen(pointAt(line, 0.5)) || line.length < 24) return false
    const limit = line.edge.marks.length ? TAKEN : line.edge.rank > 1 ? 220 : 70
    const candidates = (w, h) => besideLine(line, w, h, line.edge.rank > 1)
    return [narrow, true].some((few) => put(line, wordsOf(line.edge, few), candidates, limit))
  }

  const names = nodes.filter((shape) => !shape.node.hub && seen(shape)).sort((a, b) => b.node.rank - a.node.rank)
  const spoken = lines.filter((line) => line.edge.words.length)
  const marked = spoken.filter((line) => line.edge.marks.length)
  const rest = spoken.filter((line) => !line.edge.marks.length).sort((a, b) => b.edge.rank - a.edge.rank)
  const most = several ? names.length : Math.round((width * height) / AREA.name)
  // A denial or end must not lose its words: it chooses first, unless there are very many.
  names.slice(0, 1).forEach(putName)
  if (several) marked.forEach(putWords)
  names.slice(1, most).forEach(putName)
  if (far) return labels
  for (const hub of nodes.filter((shape) => shape.node.hub && seen(shape)))
    put(hub, wordsOf(hub.node, narrow), (w, h) => besideNode(hub, w, h, true), TAKEN)
  let room = several ? Infinity : Math.round((width * height) / AREA.line)
  for (const line of several ? rest : [...marked, ...rest]) if (room > 0 && putWords(line)) room--
  return labels
}

const nameOf = (node, narrow) => [
  { text: node.label, weight: node.centre ? 600 : 500, size: (node.centre ? 16 : 13.5) - (narrow ? 1 : 0), tone: "ink" },
]

// A line's words as pieces of type; a phone gets the short ones.
function wordsOf({ words, rank }, narrow) {
  return words
    .map(({ text, short, tone }) => ({
      text: narrow ? short : text,
      size: rank > 1 ? 13 : 12,
      weight: tone === "disputed" || tone === "strong" ? 600 : 400,
      tone: tone === "muted" ? (rank > 1 ? "ink2" : "ink3") : tone === "strong" ? "ink" : tone,
    }))
    .filter(({ text }) => text)
}
