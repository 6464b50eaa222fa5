/** What stands beside what is known of who a client is. */
export const personWords = {
  verified: 'verified',
  said: 'not verified',
  number: 'number {proof}',
  account: 'Account',
  email: 'E-mail',
  name: 'Name',
}
