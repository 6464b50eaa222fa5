/** What stands beside what is known of who a client is. */
export const personWords = {
  verified: 'verified',
  said: 'not verified',
  account: 'Account',
  email: 'E-mail',
  name: 'Name',
}
