import { useEffect, useState } from 'preact/hooks'
import { fill } from '../../src/i18n/format.js'
import { Icon } from '../desk/parts/Icon.js'
import { Mark } from '../desk/parts/Mark.js'
import { isWithoutServer } from './choices.js'
import { Events } from './Events.js'
import { fetchDesks, pageDesks, type DeskLink } from './desks.js'
import type { Qa } from './model.js'
import { Options } from './Options.js'
import { words } from './words.js'

/** The tools around the shop. */
export const Page = ({ qa }: { qa: Qa }) => (
  <>
    <header class="top">
      <Mark name={words.name} />
      <Desks isInPage={isWithoutServer(qa.choices.value)} />
      <button type="button" class="b" onClick={qa.reload}>
        <Icon name="retry" small />
        {words.reload}
      </button>
      {qa.problem.value && (
        <p class="err" role="alert">
          {qa.problem.value}
        </p>
      )}
    </header>
    <Options qa={qa} />
    <Events qa={qa} />
  </>
)

/** One link per demo operator where the server gives them away, else the way to the desk's own door. */
const Desks = ({ isInPage }: { isInPage: boolean }) => {
  const [served, setServed] = useState<readonly DeskLink[]>([])
  useEffect(() => {
    if (!isInPage) void fetchDesks().then(setServed)
  }, [isInPage])
  const desks = isInPage ? pageDesks : served
  if (!desks.length) return <a href="/desk/">{words.desk}</a>
  return desks.map(({ name, href }) => (
    <a key={href} href={href} target="_blank" rel="noopener">
      {fill(words.deskOf, { name })}
    </a>
  ))
}
