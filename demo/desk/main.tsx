import { render } from 'preact'
import { createStorage } from '../../src/browser/storage.js'
import { App } from './App.js'
import ask from '../../src/panels/call/Ask.css'
import callButton from '../../src/panels/call/Button.css'
import self from '../../src/panels/call/check/Self.css'
import stage from '../../src/panels/call/stage/Stage.css'
import files from '../../src/panels/files/Files.css'
import desk from './Desk.css'
import menu from './parts/Menu.css'
import { dress, followTheme } from './parts/sheets.js'
import { page, server } from './places.js'
import calling from './rooms/Calling.css'
import door from './rooms/Door.css'
import facts from './rooms/Facts.css'
import noted from './rooms/Noted.css'
import invite from './rooms/Invite.css'
import callbacks from './rooms/Callbacks.css'
import onSite from './rooms/OnSite.css'
import letters from './rooms/Letters.css'
import middle from './rooms/Middle.css'
import formFields from './rooms/FormFields.css'
import settings from './rooms/Settings.css'
import side from './rooms/Side.css'
import thread from './rooms/Thread.css'
import { readFragment, signIn } from './sign-in.js'

/** One tab sits for one operator; another tab may sit for another with the same cookie. */
const tab = createStorage('session', 'zvonek:desk:')
const OPERATOR = 'operator'

const open = (): Promise<void> => {
  const query = new URLSearchParams(location.search)
  return query.get('backend') === 'page' ? openAtPage(query.get('operator') ?? 'anna') : openAtServer()
}

/** In the same browser nobody needs a key. */
const openAtPage = async (operator: string): Promise<void> =>
  render(<App {...{ operator, isKnown: true, problem: undefined, onOperator: () => {}, place: page }} />, document.body)

const openAtServer = async (): Promise<void> => {
  const { key, operator = tab.get(OPERATOR) ?? (key === undefined ? '' : 'anna') } = readFragment(location.hash)
  // The key leaves the address before anything else sees it.
  if (location.hash) history.replaceState(null, '', location.pathname + location.search)
  const problem = key === undefined ? undefined : await signIn({ operator, by: 'key', secret: key })
  const isKnown = problem === undefined && (key !== undefined || tab.get(OPERATOR) !== undefined)
  const onOperator = (name: string | undefined): void =>
    name === undefined ? tab.remove(OPERATOR) : tab.set(OPERATOR, name)
  if (isKnown) onOperator(operator)
  render(<App {...{ operator, isKnown, problem, onOperator, place: server }} />, document.body)
}

dress(
  ask,
  files,
  callButton,
  self,
  stage,
  desk,
  side,
  callbacks,
  onSite,
  letters,
  middle,
  calling,
  thread,
  facts,
  noted,
  invite,
  settings,
  formFields,
  door,
  menu,
)
followTheme()
window.addEventListener('hashchange', () => location.reload())
void open()
