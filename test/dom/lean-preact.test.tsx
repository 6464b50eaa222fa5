import { signal, useSignal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const settled = () => vi.waitFor(() => Promise.resolve())

describe('Preact as it is built', () => {
  let root: HTMLElement
  beforeEach(() => {
    root = document.body.appendChild(document.createElement('div'))
  })
  afterEach(() => root.remove())

  it('is the cut one', () => {
    expect(String(render)).not.toContain('firstChild')
  })

  it('cannot set an HTML string', () => {
    render(<p {...{ dangerouslySetInnerHTML: { __html: '<b>bold</b>' } }} />, root)
    expect(root.querySelector('b')).toBeNull()
  })

  it('keeps keyed nodes when a list is turned round, and takes what is gone', () => {
    const List = ({ names }: { names: string[] }) => names.map(name => <li key={name}>{name}</li>)
    render(<List names={['a', 'b', 'c']} />, root)
    const [a, b] = root.children
    render(<List names={['c', 'b', 'a', 'd']} />, root)
    expect(root.textContent).toBe('cbad')
    expect([root.children[2], root.children[1]]).toEqual([a, b])
    render(<List names={['b']} />, root)
    expect([...root.children]).toEqual([b])
  })

  it('adds, changes and removes attributes, handlers and text', () => {
    const press = vi.fn()
    render(
      <button type="button" class="a" onClick={press} aria-label="x">
        one
      </button>,
      root,
    )
    const button = root.querySelector('button')
    button?.click()
    render(
      <button type="button" title="t" disabled>
        two
      </button>,
      root,
    )
    button?.click()
    expect(root.querySelector('button')).toBe(button)
    expect(press).toHaveBeenCalledTimes(1)
    expect(button?.outerHTML).toBe('<button type="button" title="t" disabled="true">two</button>')
  })

  it('draws SVG and holds fields to their values', () => {
    const Field = ({ value }: { value: string }) => (
      <>
        <svg viewBox="0 0 24 24">
          <path d="M0 0" />
        </svg>
        <textarea value={value} onInput={() => {}} />
        <input type="checkbox" checked={value === 'b'} />
      </>
    )
    render(<Field value="a" />, root)
    expect(root.querySelector('path')?.namespaceURI).toBe('http://www.w3.org/2000/svg')
    render(<Field value="b" />, root)
    expect(root.querySelector('textarea')?.value).toBe('b')
    expect(root.querySelector('input')?.checked).toBe(true)
  })

  it('runs signals, effects and references, and cleans up', async () => {
    const log: string[] = []
    const Counter = ({ step }: { step: number }) => {
      const count = useSignal(0)
      const node = useRef<HTMLElement>(null)
      useLayoutEffect(() => {
        log.push(`on ${node.current?.tagName}`)
        count.value += step
        return () => void log.push('off')
      }, [step])
      return <b ref={node}>{count.value}</b>
    }
    render(<Counter step={1} />, root)
    await vi.waitFor(() => expect(root.textContent).toBe('1'))
    render(<Counter step={2} />, root)
    await vi.waitFor(() => expect(root.textContent).toBe('3'))
    render(null, root)
    expect(log).toEqual(['on B', 'off', 'on B', 'off'])
    expect(root.childNodes).toHaveLength(0)
  })

  it('draws a component again when a signal that it reads changes, and no other', async () => {
    const text = signal('a')
    const drawn: string[] = []
    const Twice = () => {
      drawn.push('twice')
      return <b>{text.value + text.value}</b>
    }
    const Around = () => {
      drawn.push('around')
      return (
        <p>
          <Twice />
        </p>
      )
    }
    render(<Around />, root)
    text.value = 'b'
    await vi.waitFor(() => expect(root.innerHTML).toBe('<p><b>bb</b></p>'))
    expect(drawn).toEqual(['around', 'twice', 'twice'])
    render(null, root)
    text.value = 'c'
    await settled()
    expect(drawn).toHaveLength(3)
  })

  it('lets a fault in a component out and can draw again', async () => {
    const Bad = (): never => {
      throw new Error('bad')
    }
    expect(() => render(<Bad />, root)).toThrow('bad')
    await settled()
    const other = root.appendChild(document.createElement('div'))
    render(<b>good</b>, other)
    expect(other.textContent).toBe('good')
  })
})
