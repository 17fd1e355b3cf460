// Copies the address of the page as it is now; without a clipboard it shows it, selected.

const SAID = 2000 // ms that "Copied" stays

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const input = parentElement.querySelector("input")
  const status = parentElement.querySelector("[role=status]")
  if (!button.dataset.copied) button.textContent = data.label

  button.onclick = async () => {
    const text = data.text ?? window.location.href
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      input.value = text
      input.hidden = false
      input.focus()
      input.select()
      return
    }
    input.hidden = true
    clearTimeout(button.wait)
    button.dataset.copied = "yes"
    button.textContent = status.textContent = "Copied"
    button.wait = setTimeout(() => {
      delete button.dataset.copied
      button.textContent = data.label
      status.textContent = ""
    }, SAID)
  }
  input.onblur = () => (input.hidden = true)
  return () => clearTimeout(button.wait)
}
