/**
 * Properties that only objects of our own have: never on the wire, in storage, in the DOM, in options, in public types, in words
 * or in a library's objects, never asked for by a text, and each within one built file, which shortens it for itself, or in the app
 * and its rooms, which do so by one table;
 * `test/structure` holds the list to that. What the DOM has too stays long whatever stands here.
 */
export const OURS = [
  'onPress onIntent resuming conversation setWords setUnread setOpen',
  'newFrom setDraft draft lives reopen recheck thread told pipe presence isRunning verbs',
  'onReply onDoubt onFailure onSession onClose onEscape onBack onWake onSleep onEcho onState onRefused',
  'hasNetwork newId pump forgive works early anew isDead arrive theirs answered tellAgain typed',
  'dates who room present missed isEarlier toEnd',
  'merge holds keep tell seen look said',
  'row field fresh isOpen onMessage restart waiting leaving',
  'mountFrame computed untracked life isWhole isBusy isRinging knocking sentence onAccepted onWrite onStop',
  'announce assertive polite beside feed speech fetchOlder older latest onEnd watchTabs',
].flatMap(line => line.split(' '))

/** Keys of the panels' words, and of nothing else: app, rooms and languages shorten them by one table. */
export const WORDS =
  'welcome teamSoon ringing youAre browse joined notices newMessages removed edited reasons faults writeAlready tooLong earlierHere earlierFailed hint connecting unheard refusals often'.split(
    ' ',
  )

/** Those that doors, stage 1 and the app say to each other: they live in two files, so their short names are chosen here. */
export const CROSSING = { dispose: 'e', setState: 't', doorbell: 's', onDestroy: 'd' }

const only = names => new RegExp(`^(?:${names.join('|')})$`)

/** Options of esbuild for what crosses. */
export const crossingNames = () => ({ mangleProps: only(Object.keys(CROSSING)), mangleCache: CROSSING })
/** Options of terser for what stays in its file. */
export const ownNames = () => ({ regex: only([...OURS, ...WORDS]), keep_quoted: true })
