import { signal } from '@preact/signals'
import { createContext, render } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
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

  it('adds, changes and removes attributes, styles, handlers and text', () => {
    const press = vi.fn()
    render(
      <button type="button" class="a" style={{ width: '1px' }} onClick={press} aria-label="x">
        one
      </button>,
      root,
    )
    const button = root.querySelector('button')
    button?.click()
    render(
      <button type="button" style={{ height: '2px' }} disabled>
        two
      </button>,
      root,
    )
    button?.click()
    expect(root.querySelector('button')).toBe(button)
    expect(press).toHaveBeenCalledTimes(1)
    expect(button?.outerHTML).toBe('<button type="button" style="height: 2px;" disabled="">two</button>')
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

  it('runs state, effects, references and contexts, and cleans up', async () => {
    const Name = createContext('nobody')
    const log: string[] = []
    const Child = () => <i>{useContext(Name)}</i>
    const Parent = () => {
      const [count, setCount] = useState(0)
      const node = useRef<HTMLElement>(null)
      useEffect(() => {
        log.push(`on ${node.current?.tagName}`)
        setCount(1)
        return () => void log.push('off')
      }, [])
      return (
        <Name.Provider value={`Anna ${count}`}>
          <b ref={node}>
            <Child />
          </b>
        </Name.Provider>
      )
    }
    render(<Parent />, root)
    await vi.waitFor(() => expect(root.textContent).toBe('Anna 1'))
    render(null, root)
    expect(log).toEqual(['on B', 'off'])
    expect(root.childNodes).toHaveLength(0)
  })

  it('follows signals in text, attributes and components', async () => {
    const text = signal('a')
    const title = signal<string | undefined>('t')
    const Twice = () => <b>{text.value + text.value}</b>
    render(
      <p title={title}>
        {text}
        <Twice />
      </p>,
      root,
    )
    expect(root.innerHTML).toBe('<p title="t">a<b>aa</b></p>')
    text.value = 'b'
    title.value = 'u'
    await vi.waitFor(() => expect(root.innerHTML).toBe('<p title="u">b<b>bb</b></p>'))
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
