/** Words of `sign` in English. */
export default {
  'sign.in': 'Sign in',
  'sign.busy': 'Signing in…',
  'sign.username': 'User name',
  'sign.password': 'Password',
  'sign.change': 'Change password',
  'sign.mustChange': 'This is your first sign-in: please set a password of your own.',
  'sign.old': 'Old password',
  'sign.fresh': 'New password',
  'sign.again': 'New password again',
  'sign.differs': 'The two new passwords differ.',
  'sign.changed': 'Password changed',
}
