import { fill } from '../../../src/i18n/format.js'
import type { PageView } from '../../../src/protocol/entities.js'
import { Link, toUrl } from '../../../src/panels/parts/links.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toAgo, toPath } from '../format.js'
import type { Desk } from '../model/model.js'
import { words } from '../words.js'

const { trail } = words
/** So many stand here at once; the others wait behind a push. */
const SHORT = 5
const MINUTE = 60_000

/** Where a client has been on the site, the newest first, with the page they are on now at the top. */
export const Trail = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const client = desk.clientOf(session)
  const pages = desk.pagesOf(session)
  if (!pages.length) return null
  const stays = pages.map((page, at) => ({ page, until: pages[at + 1]?.at })).reverse()
  const isHere = client?.page !== undefined
  return (
    <section>
      <h3>{trail.title}</h3>
      {!isHere && <p class="hint">{trail.stopped}</p>}
      <Stays desk={desk} stays={stays.slice(0, SHORT)} isHere={isHere} />
      {stays.length > SHORT && (
        <details>
          <summary>{fill(trail.more, { n: stays.length - SHORT })}</summary>
          <Stays desk={desk} stays={stays.slice(SHORT)} isHere={false} />
        </details>
      )}
    </section>
  )
}

interface Stay {
  page: PageView
  /** When they went on. */
  until: number | undefined
}

const Stays = ({ desk, stays, isHere }: { desk: Desk; stays: readonly Stay[]; isHere: boolean }) => (
  <ol class="trail">
    {stays.map(({ page, until }, at) => (
      <li key={page.at} aria-current={isHere && at === 0 ? 'page' : undefined}>
        <PageName page={page} />
        <span class="hint">{sayStay(desk, { page, until }, isHere && at === 0)}</span>
      </li>
    ))}
  </ol>
)

/** Opens the page in a tab of its own, which knows nothing of the desk; an address that is no page of a site is mere text. */
export const PageName = ({ page }: { page: PageView }) => {
  const url = toUrl(page.url)
  const name = page.title ?? toPath(page.url)
  const isPage = url?.protocol === 'https:' || url?.protocol === 'http:'
  return (
    <>
      {isPage ? (
        <Link url={url}>
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
      {page.title && <bdi class="path">{toPath(page.url)}</bdi>}
    </>
  )
}

const sayStay = (desk: Desk, stay: Stay, isHere: boolean): string => {
  const told = sayTime(desk, stay, isHere)
  const { scroll } = stay.page
  return scroll === undefined ? told : fill(trail.depth, { told, n: scroll })
}

const sayTime = (desk: Desk, { page: { at, hidden }, until }: Stay, isHere: boolean): string => {
  if (at === undefined) return isHere ? trail.now : ''
  const ms = (isHere ? desk.now.value : (until ?? at)) - at
  const time = ms < MINUTE ? trail.brief : toAgo(ms)
  if (!isHere) return until === undefined ? '' : time
  return fill(hidden ? trail.hidden : trail.since, { time })
}
