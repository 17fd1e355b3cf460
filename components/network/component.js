// One vis.Network for as long as the page stands: reruns change its data, never the network itself.
// Vis holds the view, the places and the dragging of companies, and knows of no lines: those are painted by paint.js.

const NARROW = 640 // px of width up to which the tall places are taken
const CLEAR = "rgba(0,0,0,0)"
const views = new WeakMap()

function library(src) {
  window.ententeVis ??= new Promise((resolve, reject) => {
    const tag = Object.assign(document.createElement("script"), { src, onload: () => resolve(window.vis) })
    tag.onerror = () => reject(new Error(`${src} did not load`))
    document.head.append(tag)
  }).catch((reason) => {
    window.ententeVis = undefined
    throw reason
  })
  return window.ententeVis
}

class View {
  constructor(root) {
    this.figure = root.querySelector(".figure")
    this.picture = root.querySelector(".picture")
    this.tip = root.querySelector(".tip")
    this.said = root.querySelector(".said")
    this.bar = root.querySelector(".bar")
    this.scene = { nodes: new Map(), edges: new Map(), hulls: [], look: {} }
    this.moved = new Map()
    this.widths = new Map()
    this.untouched = true
    this.version = 0
    this.pen = document.createElement("canvas").getContext("2d")
    this.sheet = document.createElement("canvas")
    this.observer = new ResizeObserver(() => this.resize())
    this.observer.observe(this.figure)
    listen(this, root)
  }

  async update(bytes) {
    // The server hears of a change of theme only at the next rerun; until then colours are swapped here.
    const page = getComputedStyle(this.figure).getPropertyValue("--st-background-color").trim().toUpperCase()
    const text = new TextDecoder().decode(bytes)
    if (text === this.text && page === this.page) return
    Object.assign(this, { text, page })
    this.given = JSON.parse(text)
    const { swap, model } = this.given
    if (swap[page] !== undefined && page !== model.look.page)
      this.given.model = JSON.parse(JSON.stringify(model), (_, value) => swap[value] ?? value)
    this.picture.setAttribute("aria-label", this.given.alt)
    this.bar.querySelector(".downloads").hidden = !this.given.download
    const faces = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 14px "IBM Plex Sans Condensed"`))
    try {
      await Promise.all([library(this.given.library), Promise.allSettled(faces)])
    } catch {
      this.picture.textContent = "The drawing library did not load. Reload the page to try again."
      return
    }
    if (text === this.text && !this.gone) this.show()
  }

  show() {
    const { model } = this.given
    this.quiet = true
    if (!this.network) this.start(model.options)
    this.scene = {
      nodes: new Map(model.nodes.map((node) => [node.id, node])),
      edges: new Map(model.edges.map((edge) => [edge.id, edge])),
      hulls: model.hulls,
      look: model.look,
    }
    this.figure.ariaLabel =
      `Companies: ${model.nodes.filter((node) => !node.hub).length}. ` +
      "Left and right step through companies, up and down through the lines of one, Enter opens."
    this.measure()
    this.sync(model.nodes.map((node) => this.placedNode(node)))
    this.leave()
    if (this.untouched || !this.anyInSight()) this.fit()
    this.quiet = false
    this.changed()
    this.figure.dataset.drawn = String(this.version)
  }

  start(options) {
    this.picture.textContent = ""
    this.nodes = new window.vis.DataSet()
    this.network = new window.vis.Network(this.picture, { nodes: this.nodes, edges: [] }, options)
    this.network.canvas.frame.tabIndex = -1 // the figure around it takes the focus
    this.network.on("afterDrawing", (ctx) => this.draw(ctx))
    follow(this)
  }

  // The fewest changes that turn the companies of vis into the given; what is unchanged is not touched.
  sync(rows) {
    const known = new Map(this.nodes.get().map((row) => [row.id, JSON.stringify(row)]))
    const wanted = new Set(rows.map(({ id }) => id))
    this.nodes.remove([...known.keys()].filter((id) => !wanted.has(id)))
    this.nodes.update(rows.filter((row) => known.get(row.id) !== JSON.stringify(row)))
  }

  placedNode({ id, size, ...node }) {
    return { id, shape: "dot", size, color: CLEAR, ...(this.moved.get(id) ?? this.home(node)) }
  }

  // The frame of all places and how the picture takes it in: a scale, and a stretch to fill both ways.
  measure() {
    const { wide, tall } = this.given.model.frames
    this.width = this.figure.clientWidth
    this.narrow = this.width <= NARROW
    this.frame = this.narrow ? tall : wide
    const fitting = (this.frame[1] * this.width) / this.frame[0]
    this.height = this.narrow ? Math.min(720, Math.max(360, fitting)) : this.given.height
    this.picture.style.height = `${this.height}px`
    const shares = [this.width / this.frame[0], this.height / this.frame[1]]
    this.whole = Math.min(...shares, 1)
    this.stretch = shares.map((share) => Math.min(1.4, share / this.whole))
    if (this.network) this.network.setSize(`${this.width}px`, `${this.height}px`)
  }

  home({ x, y, tall }) {
    const at = this.narrow ? tall : [x, y]
    const [across, down] = at.map((value, axis) => (value - this.frame[axis] / 2) * this.stretch[axis])
    return { x: across, y: down }
  }

  resize() {
    if (!this.network || !this.figure.clientWidth || this.figure.clientWidth === this.width) return
    const before = this.narrow
    this.measure()
    if (before !== this.narrow) this.moved.clear()
    this.sync(this.given.model.nodes.map((node) => this.placedNode(node)))
    if (this.untouched || before !== this.narrow) this.fit()
    this.changed()
  }

  // The whole frame where it fits at a readable scale, so that filters move nothing; else what is shown.
  fit() {
    this.untouched = true
    const places = this.places()
    if (this.whole > 0.7 || !places.length) return this.look({ x: 0, y: 0 }, this.whole)
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const scale = Math.min((this.width - 110) / (right - left || 1), (this.height - 70) / (bottom - top || 1), 1)
    this.look({ x: (left + right) / 2, y: (top + bottom) / 2 }, scale)
  }

  look(position, scale) {
    this.network.moveTo({ position, scale, animation: false })
  }

  zoom(factor) {
    this.untouched = false
    const scale = Math.min(4, Math.max(this.whole / 2, this.network.getScale() * factor))
    this.look(this.network.getViewPosition(), scale)
    this.changed()
  }

  places() {
    return Object.entries(this.network.getPositions()).map(([id, at]) => ({ id, ...at }))
  }

  anyInSight() {
    return this.places().some((place) => {
      const { x, y } = this.network.canvasToDOM(place)
      return x > 0 && y > 0 && x < this.width && y < this.height
    })
  }

  changed() {
    this.version++
    this.network?.redraw()
  }

  // Vis calls this after each drawing of its own (clear) nodes; words keep their place while the view moves.
  // It draws more often than anything changes: then the picture painted last is shown again.
  draw(ctx) {
    if (this.quiet) return
    const zoom = this.network.getScale()
    const origin = this.network.canvasToDOM({ x: 0, y: 0 })
    const seen = `${this.version} ${zoom} ${this.width} ${this.height} ${this.lit} ${origin.x} ${origin.y} ${ctx.canvas.width}`
    if (seen !== this.seen && !this.repaint(ctx.canvas, zoom, origin)) return
    this.seen = seen
    ctx.save()
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.drawImage(this.sheet, 0, 0)
    ctx.restore()
  }

  // Paint the picture at this zoom and place; false where vis does not know every company yet.
  repaint(canvas, zoom, origin) {
    const places = this.network.getPositions()
    const at = ({ id }) => ({ x: origin.x + places[id].x * zoom, y: origin.y + places[id].y * zoom })
    const view = { width: this.width, height: this.height, zoom, narrow: this.narrow, lit: this.lit, at }
    for (const id of this.scene.nodes.keys()) if (!places[id]) return false
    this.drawn = geometry(this.scene, view)
    const state = `${this.version} ${zoom} ${this.width} ${this.height}`
    if (state !== this.state) {
      this.state = state
      this.origin = origin
      this.words = placed(this.drawn, view, (lines) => this.sizeOf(lines))
    }
    const [dx, dy] = [origin.x - this.origin.x, origin.y - this.origin.y]
    this.labels = this.words.map(({ box, ...label }) => ({
      ...label, box: { left: box.left + dx, right: box.right + dx, top: box.top + dy, bottom: box.bottom + dy },
    }))
    Object.assign(this.sheet, { width: canvas.width, height: canvas.height }) // which wipes it
    const ctx = this.sheet.getContext("2d")
    const ratio = canvas.width / canvas.clientWidth
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    paint(ctx, this.scene, this.drawn, this.labels, view)
    return true
  }

  sizeOf(lines) {
    let [width, height] = [0, 0]
    for (const line of lines) {
      const key = font(line) + line.text
      if (!this.widths.has(key)) {
        this.pen.font = font(line)
        this.widths.set(key, this.pen.measureText(line.text).width)
      }
      width = Math.max(width, this.widths.get(key) + 4)
      height += line.size * LEADING
    }
    return { width, height }
  }

  save() {
    return savePicture(this.scene, this.places(), this.given.download, (lines) => this.sizeOf(lines))
  }

  destroy() {
    this.gone = true
    this.observer.disconnect()
    this.network?.destroy()
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!views.has(parentElement)) views.set(parentElement, new View(parentElement))
  const view = views.get(parentElement)
  view.send = (chosen) => setTriggerValue("clicked", chosen)
  view.update(data)
  return () => {
    view.destroy()
    views.delete(parentElement)
  }
}
