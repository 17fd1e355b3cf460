// A browser whose server died is connected to another, but runs nothing there, and the first click would be lost.

export default function ({ parentElement, setTriggerValue }) {
  const host = parentElement.host ?? parentElement
  host.ask = () => setTriggerValue("back", Date.now())
  if (host.watched) return
  host.watched = true
  const app = document.querySelector('[data-testid="stApp"]')
  const connected = () => app.dataset.testConnectionState === "CONNECTED"
  let lost = false
  new MutationObserver(() => {
    if (connected() && lost) host.ask()
    lost = !connected()
  }).observe(app, { attributeFilter: ["data-test-connection-state"] })
}
