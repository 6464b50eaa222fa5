/**
 * Properties that only objects of our own have: never on the wire, in storage, in the DOM, in options, in public types, in words
 * or in a library's objects, never asked for by a text, and each within one built file, or the app and its rooms, which share
 * theirs; `test/structure` holds the list to that. Of names that the DOM has too, those that we never ask it for.
 */
export const OURS = [
  'onPress onIntent resuming conversation setWords setUnread setOpen',
  'newFrom setDraft draft lives reopen recheck thread told pipe presence isRunning verbs',
  'onReply onDoubt onFailure onSession onClose onEscape onBack onWake onSleep onEcho onState onRefused',
  'hasNetwork newId pump forgive works early anew isDead arrive theirs answered tellAgain typed',
  'dates who room present missed isEarlier toEnd',
  'merge holds keep tell seen look said',
  'row field fresh view item atEnd reset box mark last opens opening',
  'announce assertive polite beside feed speech fetchOlder older onEnd',
  'instead submitted isOpen restart isAway isChosen lead onTrap',
  'createStorage watchKey watchLifecycle goesOn isGone isOver settle onGone onRenew doubt guard ports',
  'createForm createPosted formWords TextField Row filed seenAs tray onFiles foot',
  'onMark onErased settleSoon yieldTo isDue',
  'isLater isCut fetchNumbers',
].flatMap(line => line.split(' '))

/** Those that doors, stage 1 and the app say to each other: they live in two files, so their short names are chosen here. */
export const CROSSING = { dispose: 'e', setState: 't', doorbell: 's', onDestroy: 'd' }

const only = names => new RegExp(`^(?:${names.join('|')})$`)

/** Options of esbuild for what crosses. */
export const crossingNames = () => ({ mangleProps: only(Object.keys(CROSSING)), mangleCache: CROSSING })
/** Options of terser for what stays in its file; a room that never says what crosses must not take its short names either. */
export const ownNames = () => ({
  regex: only(OURS),
  reserved: Object.values(CROSSING),
  keep_quoted: true,
})
