// One Plotly figure, kept in place: every rerun ends in Plotly.react on the same node.

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false }
const charts = new WeakMap()

// The library and the fonts load once a page, whoever asks first; text measured in a fallback font
// would stay misplaced, so nothing is drawn before the fonts are here.
function library(given) {
  window.ententePlotly ??= Promise.all([script(given.library), fonts(given.faces)])
    .then(() => window.Plotly)
    .catch((reason) => {
      window.ententePlotly = undefined
      throw reason
    })
  return window.ententePlotly
}

// The page itself may have begun to load it (components/early.py).
function script(src) {
  if (window.Plotly) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const begun = document.querySelector(`script[src="${src}"]`)
    const tag = begun ?? Object.assign(document.createElement("script"), { src })
    tag.addEventListener("load", resolve)
    tag.addEventListener("error", () => reject(new Error(`${src} did not load`)))
    if (!begun) document.head.append(tag)
  })
}

function fonts(faces) {
  const known = [...document.fonts].map((face) => `${face.family.replace(/["']/g, "")} ${face.weight}`)
  for (const { family, weight, url } of faces)
    if (!known.includes(`${family} ${weight}`))
      document.fonts.add(new FontFace(family, `url(${url})`, { weight: String(weight) }))
  return Promise.allSettled(faces.map(({ family, weight }) => document.fonts.load(`${weight} 14px "${family}"`)))
}

function plain(label) {
  const said = String(label ?? "").replace(/<[^>]*>/g, " ")
  return said.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")
}

const claims = (custom) => (Array.isArray(custom) ? custom[0] : custom) || ""
const at = (list, index) => (Array.isArray(list) || ArrayBuffer.isView(list) ? list[index] : list)

// Every mark that carries claims, in reading order: {curveNumber, pointNumber, claims, says, x, y}, px.
function marksOf(plot) {
  const axis = (id) => plot._fullLayout[id.replace(/^([xy])/, "$1axis")]
  const marks = plot._fullData.flatMap((trace, curveNumber) => {
    if (trace.visible !== true || !trace.customdata || !trace.xaxis || trace.hoverinfo === "skip") return []
    const [across, down] = [axis(trace.xaxis), axis(trace.yaxis)]
    return Array.from(trace.customdata, (custom, pointNumber) => ({
      curveNumber,
      pointNumber,
      subplot: trace.xaxis + trace.yaxis,
      claims: claims(custom),
      says: plain(at(trace.hovertext, pointNumber) || at(trace.text, pointNumber)),
      x: across._offset + across.d2p(at(trace.x, pointNumber)),
      y: down._offset + down.d2p(at(trace.y, pointNumber)),
    }))
  })
  const rows = (mark) => Math.round(mark.y / 4)
  return marks
    .filter((mark) => mark.claims && Number.isFinite(mark.x + mark.y))
    .sort((a, b) => rows(a) - rows(b) || a.x - b.x)
}

class Chart {
  constructor(root) {
    this.root = root.querySelector(".entente-chart")
    this.figure = this.root.querySelector(".figure")
    this.plot = this.root.querySelector(".plot")
    this.ring = this.root.querySelector(".ring")
    this.said = this.root.querySelector(".said")
    this.words = Object.assign(document.createElement("div"), { className: "words" })
    this.turn = 0
    this.step = -1
    this.marks = []
    this.observer = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw())
    this.observer.observe(this.root)
    this.figure.onkeydown = (event) => this.key(event)
    this.figure.onblur = () => this.leave()
  }

  update(bytes) {
    const text = new TextDecoder().decode(bytes)
    if (text === this.text) return
    this.text = text
    const [given, wide, narrow] = text.split("\n")
    this.given = JSON.parse(given)
    this.asked = false
    this.figures = { wide, narrow: narrow === "null" ? wide : narrow }
    this.plot.setAttribute("aria-label", this.given.alt)
    this.downloads()
    this.draw()
  }

  // The figure to draw, read anew each time, as Plotly writes into what it is given.
  chosen() {
    const { wide, narrow } = this.figures
    return JSON.parse(this.isNarrow() ? narrow : wide)
  }

  isNarrow() {
    return this.root.clientWidth <= this.given.narrowBelow
  }

  async draw() {
    if (!this.given || !this.root.clientWidth) return
    if (this.isNarrow() && this.given.narrowWaits) return this.want()
    const { data, layout } = this.chosen()
    this.plot.style.height = `${layout.height ?? 450}px`
    const turn = ++this.turn
    let Plotly
    try {
      Plotly = await library(this.given)
    } catch {
      this.plot.textContent = "The drawing library did not load. Reload the page to try again."
      return
    }
    if (turn !== this.turn || !this.root.clientWidth) return
    this.width = this.root.clientWidth
    const first = !this.plot.on
    if (first) this.plot.textContent = ""
    const { words, layout: rest } = apart(layout)
    await Plotly.react(this.plot, data, { ...rest, width: this.width, autosize: false }, CONFIG)
    if (first) this.listen()
    if (turn !== this.turn) return
    lay(this.plot, this.words, words)
    const was = this.marks[this.step]?.claims
    this.marks = marksOf(this.plot)
    if (this.marks.length) this.figure.tabIndex = 0
    else this.figure.removeAttribute("tabindex")
    this.figure.ariaLabel = this.marks.length ? `Marks: ${this.marks.length}. Arrow keys step, Enter opens.` : null
    const step = was ? this.marks.findIndex((mark) => mark.claims === was) : -1
    if (step >= 0) this.show(step)
    else this.leave()
    this.root.dataset.drawn = String(turn)
  }

  // The narrow form was not sent: ask for it, and leave what is drawn until it is here.
  want() {
    if (!this.asked) this.ask()
    this.asked = true
  }

  listen() {
    const opens = (event) => [...new Set(event.points.map((point) => claims(point.customdata)))].filter(Boolean)
    this.plot.on("plotly_click", (event) => opens(event).length && this.send(opens(event).join(";")))
    this.plot.on("plotly_hover", (event) => this.plot.classList.toggle("over-mark", opens(event).length > 0))
    this.plot.on("plotly_unhover", () => this.plot.classList.remove("over-mark"))
  }

  key(event) {
    const last = this.marks.length - 1
    const steps = { ArrowRight: this.step + 1, ArrowDown: this.step + 1, Home: 0, End: last }
    const back = { ArrowLeft: this.step - 1, ArrowUp: this.step - 1 }
    if (event.key === "Escape") return this.leave()
    if (event.key === "Enter" && this.marks[this.step]) return this.send(this.marks[this.step].claims)
    const to = steps[event.key] ?? back[event.key]
    if (to === undefined || last < 0 || event.target !== this.figure) return
    event.preventDefault()
    this.show(Math.min(Math.max(to, 0), last))
  }

  show(step) {
    const mark = this.marks[(this.step = step)]
    const { curveNumber, pointNumber, subplot } = mark
    window.Plotly.Fx.hover(this.plot, [{ curveNumber, pointNumber }], subplot)
    this.ring.style.cssText = `display: block; left: ${mark.x}px; top: ${mark.y}px`
    this.said.textContent = mark.says
  }

  leave() {
    if (this.step >= 0) window.Plotly.Fx.unhover(this.plot)
    this.step = -1
    this.ring.style.display = "none"
    this.said.textContent = ""
  }

  downloads() {
    const line = this.root.querySelector(".downloads")
    line.hidden = !this.given.download
    for (const button of line.querySelectorAll("button"))
      button.onclick = async () => {
        button.disabled = true
        try {
          await save(await library(this.given), { ...this.given, wide: JSON.parse(this.figures.wide) }, button.value, getComputedStyle(this.root))
        } finally {
          button.disabled = false
        }
      }
  }

  destroy() {
    this.turn++
    this.observer.disconnect()
    if (this.plot.on) window.Plotly.purge(this.plot)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new Chart(parentElement))
  const chart = charts.get(parentElement)
  chart.send = (ids) => setTriggerValue("clicked", ids)
  chart.ask = () => setTriggerValue("narrow", true)
  chart.update(data)
  return () => {
    chart.destroy()
    charts.delete(parentElement)
  }
}
