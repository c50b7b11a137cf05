/** Words of `sign` in Chinese. */
export default {
  'sign.in': '登录',
  'sign.busy': '正在登录…',
  'sign.username': '账号',
  'sign.password': '密码',
  'sign.change': '修改密码',
  'sign.mustChange': '首次登录,请先设置自己的密码。',
  'sign.old': '原密码',
  'sign.fresh': '新密码',
  'sign.again': '再输一次新密码',
  'sign.differs': '两次输入的新密码不一致。',
  'sign.changed': '密码已修改',
} as const
