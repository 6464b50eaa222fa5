import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSseHub, toJson } from '../../../demo/server/sse.js'

const undo: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const one of undo.splice(0)) await one()
})

/** A hub's answer to a raw connection. */
const open = async () => {
  const hub = createSseHub()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]
  undo.push(
    () => socket.destroy(),
    () => hub.dispose(),
    () => new Promise(resolve => server.close(resolve)),
  )
  return { hub, socket, response, pipe: hub.open(response, { headers: {}, base: 'http://here' }) }
}

describe('a stream of events', () => {
  it('begins with its first event, so that until then it may still be refused', async () => {
    const { pipe, response } = await open()
    expect([pipe.begun, response.headersSent]).toEqual([false, false])
    pipe.send({ type: 'hello' })
    expect(pipe.begun).toBe(true)
  })

  it('is one line of data per event, whatever stands in it, and nothing else', async () => {
    const { pipe, socket } = await open()
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    pipe.send({ text: 'a\n\nid: 7\r\ndata: b\u2028' })
    pipe.end()
    await once(socket, 'end')
    expect(text).toContain('data: {"text":"a\\n\\nid: 7\\r\\ndata: b\u2028"}\n\n')
    expect(text).not.toMatch(/^(id|retry|event):/m)
  })

  it('beats every fifteen seconds with a comment', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { pipe, response } = await open()
    pipe.send({ type: 'hello' })
    const write = vi.spyOn(response, 'write')
    vi.advanceTimersByTime(45_000)
    expect(write.mock.calls).toEqual([[':\n\n'], [':\n\n'], [':\n\n']])
  })

  it('drops a reader who lets a megabyte wait', async () => {
    const { pipe, socket, response } = await open()
    socket.pause()
    let sent = 0
    for (; !response.destroyed && sent < 1_000; sent++) {
      pipe.send({ text: 'x'.repeat(60_000) })
      if (sent % 10 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    expect(sent).toBeLessThan(1_000)
    expect(response.writableLength).toBeLessThan(2 << 20)
    pipe.send({ type: 'after' })
    await pipe.drained()
  })

  it('waits for a reader who is only slow', async () => {
    const { pipe, socket } = await open()
    socket.pause()
    for (let n = 0; n < 10; n++) pipe.send({ text: 'x'.repeat(60_000) })
    const drained = pipe.drained()
    socket.resume()
    await drained
  })
})

describe('addresses of pictures', () => {
  it('become whole, and texts that look like them stay as they are', () => {
    const event = {
      author: { photo: '/photos/anna.svg' },
      text: '"photo":"/x"',
      other: { photo: 'https://cdn.example/a.png' },
    }
    expect(JSON.parse(toJson(event, 'http://here'))).toEqual({
      ...event,
      author: { photo: 'http://here/photos/anna.svg' },
    })
  })
})
