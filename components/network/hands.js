// Mouse, touch and keys of the network: what is under the pointer, what the arrows step to, what opens.

// The company, line or words under a point: the node or edge of the model, or nothing.
function under({ drawn, labels }, x, y) {
  if (!drawn) return null
  const near = (shape) => Math.hypot(x - shape.x, y - shape.y) <= Math.max(shape.r + 3, 9)
  const node = drawn.nodes.find(near)
  if (node) return node.node
  const label = labels.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
  if (label) return label.of.node ?? label.of.edge
  let nearest = { far: 8, edge: null }
  for (const { edge, points } of drawn.lines)
    for (let k = 1; k < points.length; k++) {
      const far = away(x, y, points[k - 1], points[k])
      if (far < nearest.far) nearest = { far, edge }
    }
  return nearest.edge
}

function away(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const t = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy)
}

const opened = (thing) => (thing.opens ? { edge: thing.opens, claims: thing.claims } : { node: thing.id })

// Handlers on the page around vis.
function listen(view, root) {
  view.light = (thing, x, y) => {
    const id = thing?.id ?? null
    view.picture.style.cursor = id ? "pointer" : ""
    view.tip.hidden = !id
    if (id) {
      view.tip.textContent = thing.title
      const left = Math.min(Math.max(4, x + 14), Math.max(4, view.width - view.tip.offsetWidth - 4))
      const below = y + 16 + view.tip.offsetHeight < view.height
      view.tip.style.left = `${left}px`
      view.tip.style.top = `${below ? y + 16 : Math.max(0, y - 12 - view.tip.offsetHeight)}px`
    }
    if (id === view.lit) return
    view.lit = id
    view.network?.redraw()
  }
  view.leave = () => {
    view.step = null
    view.said.textContent = ""
    view.light(null)
  }
  view.figure.onpointermove = ({ clientX, clientY, pointerType, buttons }) => {
    if (pointerType === "touch" || buttons) return
    const { left, top } = view.picture.getBoundingClientRect()
    view.light(under(view, clientX - left, clientY - top), clientX - left, clientY - top)
  }
  view.figure.onpointerleave = () => view.step === null && view.light(null)
  view.figure.onblur = () => view.leave()
  view.figure.onkeydown = (event) => event.target === view.figure && step(view, event)
  // Plain scrolling belongs to the page; vis sees the wheel only with Ctrl.
  view.figure.addEventListener("wheel", (event) => !event.ctrlKey && !event.metaKey && event.stopPropagation(), true)
  const press = { in: () => view.zoom(1.3), out: () => view.zoom(1 / 1.3), fit: () => (view.fit(), view.changed()) }
  for (const button of root.querySelectorAll(".bar button"))
    button.onclick = async () => {
      if (!view.network) return
      if (button.value !== "png") return press[button.value]()
      button.disabled = true
      try {
        await view.save()
      } finally {
        button.disabled = false
      }
    }
}

// Handlers on vis.
function follow(view) {
  const { network } = view
  network.on("click", ({ pointer: { DOM } }) => {
    const thing = under(view, DOM.x, DOM.y)
    if (thing) view.send(opened(thing))
  })
  network.on("dragStart", () => view.light(null))
  network.on("dragging", ({ nodes }) => nodes.length && view.version++)
  network.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) {
      const place = network.getPosition(id)
      view.moved.set(id, place)
      view.nodes.update({ id, ...place })
    }
    if (!nodes.length) view.untouched = false
    network.unselectAll()
    view.changed()
  })
  network.on("zoom", () => {
    view.untouched = false
    view.version++
  })
}

// Left and right go from company to company in reading order, up and down round the lines of one.
function step(view, event) {
  const { drawn, scene } = view
  if (event.key === "Escape") return view.leave()
  if (event.key === "Enter" && view.step) return view.send(opened(view.step.thing))
  const companies = (drawn?.nodes ?? []).filter(({ node }) => !node.hub).map(({ node, x, y }) => ({ node, x, y }))
  companies.sort((a, b) => Math.round(a.y / 40) - Math.round(b.y / 40) || a.x - b.x)
  if (!companies.length || !(event.key in MOVES)) return
  event.preventDefault()
  const here = companies.findIndex(({ node }) => node.id === view.step?.from)
  const move = MOVES[event.key]
  if (here < 0) return show(view, companies.find(({ node }) => node.centre)?.node ?? companies[0].node)
  if (!move.round) {
    const to = move.to ? move.to(companies.length) : here + move.by
    return show(view, companies[Math.min(Math.max(to, 0), companies.length - 1)].node)
  }
  const from = view.step.from
  const lines = [...scene.edges.values()].filter((edge) => edge.from === from || edge.to === from)
  const last = lines.indexOf(view.step.thing)
  const next = last < 0 ? (move.round > 0 ? 0 : lines.length - 1) : (last + move.round + lines.length) % lines.length
  if (lines.length) show(view, lines[next], from)
}

const MOVES = {
  ArrowRight: { by: 1 }, ArrowLeft: { by: -1 }, ArrowDown: { round: 1 }, ArrowUp: { round: -1 },
  Home: { to: () => 0 }, End: { to: (count) => count - 1 },
}

function show(view, thing, from = thing.id) {
  const spot = () => {
    const line = view.drawn.lines.find(({ edge }) => edge.id === thing.id)
    return line ? pointAt(line, 0.5) : view.drawn.shapes.get(from)
  }
  const { x, y } = spot()
  if (x < 0 || y < 0 || x > view.width || y > view.height) {
    view.untouched = false
    view.look(view.network.DOMtoCanvas({ x, y }), view.network.getScale())
    view.changed()
  }
  view.step = { thing, from }
  const seen = spot()
  view.light(thing, seen.x, seen.y)
  view.said.textContent = thing.title.replaceAll("\n", "; ")
}
