import { describe, expect, it } from 'vitest'
import { check, type History, type LogRow, type Said, type View } from '../support/checker.js'

const said = (sender: string, commands: string, outcome: Said['outcome'] = 'acked'): Said[] =>
  [...commands].map(command => ({ sender, command, outcome }))
const log = (commands: string): LogRow[] => [...commands].map((command, at) => ({ command, seq: 2 * at + 1 }))
const view = (...states: string[]): View => ({ reader: 'widget', states: states.map(held => ({ held: [...held] })) })
const kinds = (history: Partial<History>) => check({ said: [], log: [], views: [], ...history }).map(({ kind }) => kind)

describe('the checker', () => {
  it('finds nothing wrong with a whole history', () => {
    const history = {
      said: [...said('visitor', 'abc'), ...said('operator', 'xy')],
      log: log('axbyc'),
      views: [view('', 'a', 'ab', 'axb', 'axbyc')],
    }
    expect(kinds(history)).toEqual([])
  })

  it('takes what nobody knows either way', () => {
    expect(kinds({ said: said('visitor', 'ab', 'unknown'), log: log('b'), views: [view('b')] })).toEqual([])
  })

  it('asks of a reader who left early only that what they saw was right', () => {
    const both = { said: [...said('v', 'ab'), ...said('o', 'x')], log: log('axb') }
    expect(kinds({ ...both, views: [{ ...view('a', 'ab'), left: true }] })).toEqual([])
    expect(kinds({ ...both, views: [{ ...view('xa'), left: true }] })).toEqual(['view differs'])
  })

  it.each<[string, Partial<History>, string[]]>([
    ['an acknowledged message that is lost', { said: said('v', 'ab'), log: log('a') }, ['lost']],
    ['a refused message that is held', { said: said('v', 'a', 'refused'), log: log('a') }, ['refused but held']],
    ['a message that nobody said', { log: log('a') }, ['never said']],
    ['a message that is held twice', { said: said('v', 'a'), log: log('aa') }, ['doubled']],
    ['a place given twice', { said: said('v', 'ab'), log: log('ab').map(row => ({ ...row, seq: 7 })) }, ['seq']],
    ['two messages of one sender the wrong way round', { said: said('v', 'ab'), log: log('ba') }, ['order']],
    ['a view that lacks one', { said: said('v', 'ab'), log: log('ab'), views: [view('a')] }, ['lost']],
    [
      'a view that has one more than the log',
      { said: said('v', 'ab'), log: log('a'), views: [view('ab')] },
      ['lost', 'view differs'],
    ],
    [
      'a view that has one twice',
      { said: said('v', 'ab'), log: log('ab'), views: [view('abb')] },
      ['doubled', 'view differs'],
    ],
    [
      'a view in another order than the log',
      { said: [...said('v', 'a'), ...said('o', 'x')], log: log('ax'), views: [view('xa')] },
      ['view differs'],
    ],
    [
      'a view in the wrong order of one sender',
      { said: said('v', 'ab'), log: log('ab'), views: [view('ba')] },
      ['order', 'view differs'],
    ],
    [
      'a view that went back and recovered',
      { said: said('v', 'ab'), log: log('ab'), views: [view('a', 'ab', 'a', 'ab')] },
      ['went back'],
    ],
    [
      'a view that was reordered before our eyes',
      { said: [...said('v', 'a'), ...said('o', 'x')], log: log('ax'), views: [view('xa', 'ax')] },
      ['went back'],
    ],
    [
      'a waiting message above an acknowledged one',
      { said: said('v', 'a'), log: log('a'), views: [{ reader: 'w', states: [{ held: ['a'], mixed: true }] }] },
      ['jumped'],
    ],
  ])('sees %s', (_, history, expected) => {
    expect(kinds(history)).toEqual(expected)
  })
})
