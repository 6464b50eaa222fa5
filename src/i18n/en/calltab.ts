/** Words of the panel beside a call that runs in another tab. */
export default {
  title: 'Video call',
  tabOpen: 'The call is open in another tab',
  tabOpenMore: 'You can go on here: whatever you do in this page, the call stays there.',
  tabOpens: 'The call opens in another tab',
  tabOpensMore: 'Nothing to be seen? Your browser may have kept it back.',
  openAgain: 'Open the call again',
  ended: 'The call has ended.',
}
