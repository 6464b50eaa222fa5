/** What tabs of one site say to each other under a name, besides storage. */
export const createTabs = (name: string, onHear: (word: string) => void) => {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => onHear(`${data}`)
  return { tell: (word: string) => channel.postMessage(word), close: () => channel.close() }
}
