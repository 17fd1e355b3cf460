// A table of words and marks. Cell text only ever goes in through textContent.

const PHONE = 640 // px of window
const NEXT = { none: "ascending", ascending: "descending", descending: "none" }
const tables = new WeakMap()

function make(name, attributes = {}, text) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(key, value)
  if (text !== undefined) node.textContent = text
  return node
}

function fill(cell, value) {
  if (Array.isArray(value)) cell.classList.add("marks")
  for (const part of Array.isArray(value) ? value : [value])
    if (part.startsWith("data:image/")) cell.append(make("img", { src: part, alt: "", width: 16, height: 16 }))
    else if (part) cell.append(make("span", {}, part))
}

class Table {
  constructor(root) {
    this.root = root
    this.frame = root.querySelector(".frame")
    this.head = root.querySelector("thead")
    this.body = root.querySelector("tbody")
    this.more = root.querySelector(".all")
    this.order = { column: -1, sort: "none" }
    this.open = false
    this.observer = new ResizeObserver(() => this.fit())
    this.observer.observe(this.frame)
    this.body.onclick = (event) => this.choose(event.target.closest("tr"))
    this.body.onkeydown = (event) => this.key(event)
    this.more.onclick = () => {
      this.open = !this.open
      this.arrange()
    }
  }

  update(bytes) {
    const text = new TextDecoder().decode(bytes)
    if (text === this.text) return
    this.text = text
    this.given = JSON.parse(text)
    this.root.querySelector("caption").textContent = this.given.alt
    this.frame.setAttribute("aria-label", this.given.alt)
    const titles = this.given.columns.map((column) => column.title).join("\n")
    if (titles !== this.titles) this.order = { column: -1, sort: "none" }
    this.titles = titles
    this.heads()
    this.rows = this.given.claims.map((claim, index) => this.row(claim, index))
    this.arrange()
    this.fit()
  }

  heads() {
    const row = make("tr")
    this.given.columns.forEach((column, index) => {
      const cell = make("th", { scope: "col", class: this.look(column) })
      const button = make("button", { type: "button" }, column.title)
      button.append(make("span", { class: "arrow", "aria-hidden": "true" }))
      button.onclick = () => this.sort(index)
      cell.append(button)
      row.append(cell)
    })
    this.head.replaceChildren(row)
  }

  look(column, kind = "") {
    return [column.align, kind, column.hideNarrow ? "hide-narrow" : ""].filter(Boolean).join(" ")
  }

  row(claim, index) {
    const row = make("tr", claim ? { class: "opens", tabindex: "-1" } : {})
    row.dataset.claim = claim
    if (claim && claim === this.given.selected) row.setAttribute("aria-current", "true")
    for (const column of this.given.columns) {
      const cell = make("td", { class: this.look(column, column.kinds[index]) })
      fill(cell, column.cells[index])
      row.append(cell)
    }
    return row
  }

  sort(column) {
    const again = column === this.order.column
    this.order = { column, sort: NEXT[again ? this.order.sort : "none"] }
    this.arrange()
  }

  arrange() {
    const { column, sort } = this.order
    const order = this.rows.map((_, index) => index)
    const ranks = this.given.columns[column]?.ranks
    const sign = sort === "descending" ? -1 : 1
    if (ranks && sort !== "none")
      order.sort((a, b) => (ranks[a] === null) - (ranks[b] === null) || sign * (ranks[a] - ranks[b]) || a - b)
    ;[...this.head.querySelectorAll("th")].forEach((cell, index) => {
      if (index === column && sort !== "none") cell.setAttribute("aria-sort", sort)
      else cell.removeAttribute("aria-sort")
    })
    this.limited = this.limit()
    const limit = this.limited ?? order.length
    const held = this.body.contains(this.root.activeElement) && this.root.activeElement.dataset.claim
    const shown = this.open ? order : order.slice(0, limit)
    this.body.replaceChildren(...shown.map((index) => this.rows[index]))
    this.more.hidden = order.length <= limit
    this.more.textContent = this.open ? `Show the first ${limit}` : `Show all ${order.length}`
    this.opening = shown.map((index) => this.rows[index]).filter((row) => row.dataset.claim)
    const stop = this.opening.find((row) => row.dataset.claim === held) ?? this.opening[0]
    this.opening.forEach((row) => (row.tabIndex = row === stop ? 0 : -1)) // one stop for the Tab key
    if (held && stop) stop.focus()
  }

  limit() {
    const narrow = window.innerWidth <= PHONE
    return (narrow && this.given.narrowLimit) || this.given.limit
  }

  fit() {
    if (!this.given) return
    if (this.limit() !== this.limited) this.arrange()
    if (this.frame.scrollWidth > this.frame.clientWidth) this.frame.tabIndex = 0 // arrow keys scroll it
    else this.frame.removeAttribute("tabindex")
  }

  choose(row) {
    if (row?.dataset.claim && !String(getSelection())) this.send(row.dataset.claim)
  }

  key(event) {
    const row = event.target.closest("tr")
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key !== "Enter" && event.key !== " " && !step) return
    event.preventDefault()
    if (!step) return this.choose(row)
    const next = this.opening[this.opening.indexOf(row) + step]
    if (!next) return
    row.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!tables.has(parentElement)) tables.set(parentElement, new Table(parentElement))
  const table = tables.get(parentElement)
  table.send = (claim) => setTriggerValue("clicked", claim)
  table.update(data)
  return () => {
    table.observer.disconnect()
    tables.delete(parentElement)
  }
}
