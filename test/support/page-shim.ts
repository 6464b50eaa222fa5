/*
 * fetch-event-source wants a page around it. This is the least of one, so that the client runs in plain Node; import it
 * before anything that opens a stream.
 */
const page = Object.assign(new EventTarget(), { hidden: false })
Object.assign(globalThis, { document: page, window: globalThis })

export {}
