// Painting of the network, in px of the picture: grounds, lines, marks, companies, words.

const FACE = '"IBM Plex Sans Condensed", "Arial Narrow", sans-serif'
const LEADING = 1.2
const OUTLINE = 1.2 // px around every mark of a stage
const AIR = 4 // px between a company and the end of its line
const SEVERAL = 60 // up to so many companies every name is wanted, further off if need be
const FAR = 0.45 // zoom under which a larger network is a map: small companies, hairlines without outline, names only
const FAINT = 0.45 // how strong a map's standing ties are

const font = ({ weight, size }) => `${weight} ${size}px ${FACE}`
const grown = (zoom, least, most, power = 0.6) => Math.min(most, Math.max(least, zoom ** power))

// What is drawn where: `at` turns a node into px. Lines end at the rim of their companies.
function geometry(scene, { at, zoom }) {
  const far = scene.nodes.size > SEVERAL && zoom < FAR
  const size = grown(zoom, far ? 0.2 : 0.4, 1.5)
  const thickness = grown(zoom, far ? 0.12 : 0.3, 1.3, 0.8)
  const shapes = new Map()
  for (const node of scene.nodes.values()) shapes.set(node.id, { node, ...at(node), r: node.size * size })
  const lines = []
  for (const edge of scene.edges.values()) {
    const line = lineOf(edge, shapes.get(edge.from), shapes.get(edge.to), thickness, far)
    if (line) lines.push(line)
  }
  lines.sort((a, b) => a.edge.rank - b.edge.rank)
  const marks = lines.flatMap((line) =>
    line.edge.marks.map((kind, k, all) => ({ kind, ...pointAt(line, all.length > 1 ? 0.42 + 0.16 * k : 0.5) })))
  for (const { node, x, y } of shapes.values())
    for (const kind of node.marks ?? []) marks.push({ kind, x, y, along: { x: 1, y: 0 }, across: { x: 0, y: 1 } })
  const grounds = scene.hulls.map((hull) => groundOf(hull, shapes, far)).filter(({ corners }) => corners.length > 1)
  return { nodes: [...shapes.values()], shapes, lines, marks, grounds, far }
}

function lineOf(edge, a, b, scale, far) {
  if (!a || !b || a === b) return null
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const apart = Math.hypot(dx, dy)
  const clear = (shape) => shape.r + (shape.node.hub || far ? 0 : AIR)
  if (apart <= clear(a) + clear(b) + 2) return null
  let points
  if (edge.bend) {
    const bow = { x: (a.x + b.x) / 2 + 2 * edge.bend * dy, y: (a.y + b.y) / 2 - 2 * edge.bend * dx }
    points = Array.from({ length: 41 }, (_, k) => {
      const [t, u] = [k / 40, 1 - k / 40]
      return { x: u * u * a.x + 2 * u * t * bow.x + t * t * b.x, y: u * u * a.y + 2 * u * t * bow.y + t * t * b.y }
    }).filter(({ x, y }) => [a, b].every((end) => Math.hypot(x - end.x, y - end.y) > clear(end)))
    if (points.length < 2) return null
  } else {
    const off = (end, share) => ({ x: end.x + (dx * share) / apart, y: end.y + (dy * share) / apart })
    points = [off(a, clear(a)), off(b, -clear(b))]
  }
  const lengths = points.map((p, k) => (k ? Math.hypot(p.x - points[k - 1].x, p.y - points[k - 1].y) : 0))
  return { edge, points, lengths, length: lengths.reduce((sum, part) => sum + part), half: (edge.width * scale) / 2, scale }
}

// The point a share of the way along a line, with the unit vectors along and across it.
function pointAt({ points, lengths, length }, t) {
  let left = t * length
  let k = 1
  while (k < points.length - 1 && left > lengths[k]) left -= lengths[k++]
  const [a, b] = [points[k - 1], points[k]]
  const along = { x: (b.x - a.x) / (lengths[k] || 1), y: (b.y - a.y) / (lengths[k] || 1) }
  return { x: a.x + along.x * left, y: a.y + along.y * left, along, across: { x: -along.y, y: along.x } }
}

function paint(ctx, scene, drawn, labels, view) {
  ctx.save()
  ctx.lineJoin = "round"
  for (const ground of drawn.grounds) paintGround(ctx, ground)
  for (const line of drawn.lines) {
    if (view.lit === line.edge.id) stroke(ctx, line.points, line.edge.width * line.scale + 12, scene.look.rule)
    if (drawn.far) paintHairline(ctx, line)
    else paintLine(ctx, line, scene.look)
  }
  for (const mark of drawn.marks) paintMark(ctx, mark, scene.look, grown(view.zoom, drawn.far ? 0.3 : 0.5, 1.2))
  for (const shape of drawn.nodes) paintNode(ctx, shape, scene.look, view.lit === shape.node.id)
  for (const label of labels) paintLabel(ctx, label, scene.look, drawn)
  ctx.restore()
}

// The ground of a group: its convex hull with a wide round rim, all in one colour.
function groundOf({ members, color }, shapes, far) {
  const corners = hullOf(members.map((id) => shapes.get(id)).filter(Boolean))
  return { corners, color, rim: corners.length ? Math.min(34, (far ? 1 : 10) + 2 * corners[0].r) : 0 }
}

function paintGround(ctx, { corners, color, rim }) {
  ctx.beginPath()
  for (const { x, y } of corners) ctx.lineTo(x, y)
  ctx.closePath()
  ctx.fillStyle = ctx.strokeStyle = color
  ctx.lineWidth = 2 * rim
  ctx.setLineDash([])
  ctx.fill()
  ctx.stroke()
}

// The colour behind a point: a group's ground or the page.
function behind({ grounds }, x, y, page) {
  const on = ({ corners, rim }) => {
    const sides = corners.map((a, k) => [a, corners[(k + 1) % corners.length]])
    const turn = ([a, b]) => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
    return (corners.length > 2 && sides.every((side) => turn(side) >= 0)) || sides.some(([a, b]) => away(x, y, a, b) < rim)
  }
  return grounds.find(on)?.color ?? page
}

function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  if (sorted.length < 3) return sorted
  const chain = (order) => {
    const kept = []
    for (const p of order) {
      while (kept.length > 1) {
        const [a, b] = kept.slice(-2)
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break
        kept.pop()
      }
      kept.push(p)
    }
    return kept.slice(0, -1)
  }
  return [...chain(sorted), ...chain(sorted.reverse())]
}

function stroke(ctx, points, width, color, dashes = [], offset = 0) {
  ctx.beginPath()
  for (const { x, y } of points) ctx.lineTo(x, y)
  ctx.lineWidth = width
  ctx.strokeStyle = color
  ctx.lineCap = "butt"
  ctx.setLineDash(dashes)
  ctx.lineDashOffset = offset
  ctx.stroke()
}

function paintLine(ctx, { edge, points, scale }, look) {
  const width = edge.width * scale
  const dashes = (edge.dashes || []).map((part) => part * Math.max(scale, 0.5))
  const rim = OUTLINE * Math.min(1, Math.max(scale, 0.45))
  const staged = edge.kind === "talks" || edge.kind === "settled"
  if (!staged) stroke(ctx, points, Math.max(0.8, width), edge.color, dashes)
  else if (!dashes.length) {
    stroke(ctx, points, width + 2 * rim, edge.outline)
    stroke(ctx, points, width, edge.color)
  } else {
    const [on, off] = dashes
    stroke(ctx, points, width + 2 * rim, edge.outline, dashes)
    stroke(ctx, points, width, edge.color, [on - 2 * rim, off + 2 * rim], -rim)
  }
  if (edge.arrows === "to") paintArrow(ctx, points, look.ink3, 9 * Math.max(scale, 0.6))
}

function paintHairline(ctx, { edge, points, scale }) {
  const deal = edge.rank > 1
  ctx.globalAlpha = deal ? 1 : FAINT
  stroke(ctx, points, deal ? Math.max(0.8, edge.width * scale) : 0.5, edge.color, deal && edge.dashes ? [4, 2] : [])
  ctx.globalAlpha = 1
}

function paintArrow(ctx, points, color, length) {
  const tip = points.at(-1)
  const back = points.at(-2)
  const turn = Math.atan2(tip.y - back.y, tip.x - back.x)
  ctx.beginPath()
  ctx.moveTo(tip.x + 2 * Math.cos(turn), tip.y + 2 * Math.sin(turn))
  for (const side of [-0.36, 0.36]) ctx.lineTo(tip.x - length * Math.cos(turn + side), tip.y - length * Math.sin(turn + side))
  ctx.fillStyle = color
  ctx.fill()
}

// A cross for a denial; one bar for an end, two for an end without agreement, with a gap in the line.
function paintMark(ctx, { kind, x, y, along, across }, look, scale) {
  const by = (u, v) => ({ x: x + scale * (u * along.x + v * across.x), y: y + scale * (u * along.y + v * across.y) })
  if (kind === "cross") {
    const arms = [[by(-6.5, -6.5), by(6.5, 6.5)], [by(-6.5, 6.5), by(6.5, -6.5)]]
    for (const arm of arms) stroke(ctx, arm, 8 * scale, look.page)
    for (const arm of arms) stroke(ctx, arm, 3.8 * scale, look.disputed)
    return
  }
  const places = kind === "bar" ? [0] : [-3.5, 3.5]
  stroke(ctx, [by(places[0] - 5, 0), by(places.at(-1) + 5, 0)], 10 * scale, look.page)
  for (const place of places) stroke(ctx, [by(place, -9), by(place, 9)], 2.6 * scale, look.ink)
}

const CORNERS = {
  triangle: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]],
  triangleDown: [[0, 1.1], [1.1, -0.85], [-1.1, -0.85]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  hexagon: [[-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0]],
  square: [[-0.93, -0.93], [0.93, -0.93], [0.93, 0.93], [-0.93, 0.93]],
}

function outline(ctx, shape, x, y, r) {
  ctx.beginPath()
  const corners = CORNERS[shape]
  if (!corners) ctx.arc(x, y, r, 0, 2 * Math.PI)
  else for (const [u, v] of corners) ctx.lineTo(x + u * r, y + v * r)
  ctx.closePath()
}

function paintNode(ctx, { node, x, y, r }, look, lit) {
  ctx.setLineDash([])
  const rim = node.hollow ? Math.max(Math.min(1.2, r / 2), (r * node.borderWidth) / node.size) : 0
  if (lit) {
    outline(ctx, node.shape, x, y, r + 5)
    ctx.lineWidth = 2
    ctx.strokeStyle = look.ink
    ctx.stroke()
  }
  outline(ctx, node.shape, x, y, r - rim / 2)
  ctx.fillStyle = node.color.background
  ctx.fill()
  if (!rim && !node.hub) return
  ctx.lineWidth = rim || OUTLINE
  ctx.strokeStyle = node.color.border
  ctx.stroke()
}

function paintLabel(ctx, { lines, box, align }, look, drawn) {
  const halo = behind(drawn, (box.left + box.right) / 2, (box.top + box.bottom) / 2, look.page)
  ctx.textBaseline = "alphabetic"
  ctx.textAlign = align
  ctx.setLineDash([])
  const x = align === "center" ? (box.left + box.right) / 2 : box[align]
  let y = box.top
  for (const line of lines) {
    ctx.font = font(line)
    y += line.size * LEADING
    ctx.lineWidth = 4
    ctx.strokeStyle = halo
    ctx.strokeText(line.text, x, y - line.size * 0.28)
    ctx.fillStyle = look[line.tone]
    ctx.fillText(line.text, x, y - line.size * 0.28)
  }
}
