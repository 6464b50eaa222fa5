/**
 * Properties that only objects of our own have: never on the wire, in storage, in the DOM, in options, in public types, in words
 * or in a library's objects, and never asked for by a text. In the visitor's files each is a letter or two, in all of them the
 * same; `test/structure` holds the list to what can be checked.
 */
export const OURS = [
  'load dispose onPress onIntent resuming setState doorbell parent onDestroy',
  'conversation setWords setUnread setOpen',
  'newFrom setDraft draft lives reopen recheck reconnect thread told pipe presence waiting isRunning verbs',
  'onReply onDoubt onFailure onSession onClose onEscape onBack onWake onSleep onEcho onState onRefused',
  'hasNetwork newId isOpen pump forgive works early anew isDead arrive theirs answered tellAgain typed',
  'dates who room present missed isEarlier toEnd atEnd',
  'root items merge holds keep tell seen look said',
  'view item row field small start stop wake pause line isSet fresh',
].flatMap(line => line.split(' '))

/** What is a property already: `n` stands in words, `d` in drawings, the others in entities and events. */
const TAKEN = 'n d id at on to is in of as do'.split(' ')
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
const SHORT = [...LETTERS, ...LETTERS.flatMap(one => LETTERS.map(other => one + other))].filter(
  short => !TAKEN.includes(short),
)

/** The options of esbuild that do it. */
export const shortNames = () => ({
  mangleProps: new RegExp(`^(?:${OURS.join('|')})$`),
  mangleCache: Object.fromEntries(OURS.map((name, i) => [name, String(SHORT[i])])),
})
