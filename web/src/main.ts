import { createApp } from 'vue'
import { whenSignedOut } from '@/api/client'
import { locale, useLocale } from '@/kit/i18n'
import { listen } from '@/kit/shortcuts'
import { sayInWords } from '@/kit/validity'
import { vKey } from '@/kit/vKey'
import { applyPreferences } from '@/shared/preferences'
import { forgetSession } from '@/shared/session'
import App from './App.vue'
import { router } from './router'
import '@/kit/style/tokens.css'
import '@/kit/style/base.css'
import '@/kit/style/controls.css'
import '@/kit/style/table.css'

useLocale(locale.value)
applyPreferences()

whenSignedOut(() => {
  forgetSession()
  const { fullPath, path } = router.currentRoute.value
  if (path !== '/sign-in') void router.push({ path: '/sign-in', query: { next: fullPath } })
})
listen()
sayInWords()
createApp(App).use(router).directive('key', vKey).mount('#app')

// Chinese glyphs for computers that have none; the slices are fetched only where the fonts before it lack a glyph
void import('@fontsource-variable/noto-sans-sc')
