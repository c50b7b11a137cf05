import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw, type RouteRecordRaw } from 'vue-router'
import { scansGoods } from '@/shared/menu'
import { canDo, isMadeElsewhere, isUnknownType, missingRights } from '@/shared/pages'
import { complain } from '@/shared/problems'
import { company, enter, isCut, session, user } from '@/shared/session'

/** The query as it was when it says the same: a question in the address (shared/why) is no reason to load a page anew. */
const queries = new Map<string, { text: string; query: RouteLocationNormalized['query'] }>()
function sameQuery(route: RouteLocationNormalized): RouteLocationNormalized['query'] {
  const text = JSON.stringify(route.query)
  const known = queries.get(route.path)
  if (known?.text === text) return known.query
  queries.set(route.path, { text, query: route.query })
  return route.query
}

const plain = (route: RouteLocationNormalized): Record<string, unknown> => ({ ...route.params, query: sameQuery(route) })

/** What a person may not open says which right is missing; what is not there, or never made by hand, has no page. */
function guard(to: RouteLocationNormalized): true | RouteLocationRaw {
  const missing = missingRights(to.path)
  if (isMadeElsewhere(to.path)) return { path: '/lost', query: { type: String(to.params.type) }, replace: true }
  if (isUnknownType(to.path) || missing.some(canDo)) return { path: '/lost', replace: true }
  if (missing.length) return { path: '/lost', query: { rights: missing.join() }, replace: true }
  // one voucher is chosen from the list of them
  return to.path === '/report/voucher' && !to.query.voucher ? { path: '/report/vouchers', replace: true } : true
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/rooms/identity/SignInPage.vue'), props: plain, meta: { bare: true } },
  { path: '/password', component: () => import('@/rooms/identity/PasswordPage.vue'), props: plain, meta: { bare: true } },
  { path: '/no-company', component: () => import('@/rooms/company/NoCompanyPage.vue'), meta: { bare: true } },
  { path: '/setup', component: () => import('@/rooms/setup/SetupPage.vue'), meta: { bare: true } },
  { path: '/start', component: () => import('@/rooms/setup/ChecklistPage.vue') },
  { path: '/opening-check', component: () => import('@/rooms/setup/OpeningCheckPage.vue') },
  { path: '/', component: () => import('@/rooms/home/HomePage.vue') },
  { path: '/list/:type', component: () => import('@/rooms/documents/DocumentListPage.vue'), props: plain },
  { path: '/new/:type', redirect: (to) => ({ path: `/entry/${String(to.params.type)}/${Date.now().toString(36)}`, query: to.query }) },
  { path: '/entry/:type/:local', component: () => import('@/rooms/documents/EntryPage.vue'), props: plain },
  { path: '/doc/:id(\\d+)', component: () => import('@/rooms/documents/DetailPage.vue'), props: plain },
  { path: '/product/:id(\\d+)', component: () => import('@/rooms/catalog/ProductPage.vue'), props: plain },
  { path: '/party/:id(\\d+)', component: () => import('@/rooms/parties/PartyPage.vue'), props: plain },
  { path: '/stock', component: () => import('@/rooms/inventory/StockPage.vue'), props: plain },
  { path: '/promise', component: () => import('@/rooms/sales/PromisePage.vue'), props: plain },
  { path: '/trace/:id(\\d+)?', component: () => import('@/rooms/inventory/TracePage.vue'), props: plain },
  { path: '/requisition', component: () => import('@/rooms/stores/RequisitionPage.vue'), props: plain },
  { path: '/counter', component: () => import('@/rooms/retail/CounterPage.vue'), props: plain },
  { path: '/distribution', component: () => import('@/rooms/stores/DistributionPage.vue'), props: plain },
  { path: '/settings/forecast', component: () => import('@/rooms/stores/FactorsPage.vue') },
  { path: '/inspection', component: () => import('@/rooms/purchasing/InspectionPage.vue') },
  { path: '/counts', component: () => import('@/rooms/counting/CountsPage.vue') },
  { path: '/phone', component: () => import('@/rooms/phone/PhonePage.vue') },
  { path: '/phone/look', component: () => import('@/rooms/phone/LookPage.vue') },
  { path: '/phone/:kind(in|out|move|arrive|use|count)', component: () => import('@/rooms/phone/ScanPage.vue'), props: (to) => ({ kind: to.params.kind }) },
  { path: '/counts/:id(\\d+)', component: () => import('@/rooms/counting/CountPage.vue'), props: plain },
  { path: '/group', component: () => import('@/rooms/group/GroupPage.vue') },
  { path: '/report/:name', component: () => import('@/rooms/reports/ReportPage.vue'), props: plain },
  { path: '/data/periods', component: () => import('@/rooms/company/PeriodsPage.vue'), props: plain },
  { path: '/dictionary/:name?', component: () => import('@/rooms/records/DictionaryPage.vue'), props: plain },
  { path: '/users', component: () => import('@/rooms/identity/UsersPage.vue'), props: plain },
  { path: '/roles', component: () => import('@/rooms/identity/RolesPage.vue'), props: plain },
  { path: '/account', component: () => import('@/rooms/identity/AccountPage.vue') },
  { path: '/data/:resource', component: () => import('@/rooms/records/RecordsPage.vue'), props: plain },
  { path: '/import', component: () => import('@/rooms/imports/ImportPage.vue'), props: plain },
  { path: '/settings/company', component: () => import('@/rooms/company/CompanyPage.vue') },
  { path: '/settings/costing', component: () => import('@/rooms/company/MethodsPage.vue'), props: plain },
  { path: '/settings/accounts', component: () => import('@/rooms/company/AccountMapPage.vue'), props: plain },
  { path: '/settings/scales', component: () => import('@/rooms/catalog/ScalesPage.vue') },
  { path: '/settings/printing', component: () => import('@/rooms/printing/PrintSettingsPage.vue'), props: plain },
  { path: '/doc/by-number/:number', component: () => import('@/rooms/printing/ByNumberPage.vue'), props: plain },
  { path: '/health', component: () => import('@/rooms/audit/HealthPage.vue'), props: plain },
  { path: '/:rest(.*)*', component: () => import('@/rooms/home/LostPage.vue'), props: plain },
]

export const router = createRouter({ history: createWebHistory(), routes })

router.beforeEach(async (to) => {
  if (!session.value) {
    try {
      await enter()
    } catch (caught) {
      complain(caught)
    }
  }
  if (!user.value) return to.path === '/sign-in' ? true : { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  if (user.value.must_change_password) return to.path === '/password' ? true : '/password'
  if (!company.value) {
    const first = session.value?.may_open_company ? '/setup' : '/no-company'
    return to.path === first || to.path === '/no-company' ? true : first
  }
  if (isCut.value && to.path === '/' && scansGoods()) return '/phone' // what a phone can do without a line
  return to.path === '/sign-in' || to.path === '/no-company' ? '/' : guard(to)
})

// a page that cannot be fetched: the server was updated under us, or the line is down
router.onError((caught, to) => {
  if (/dynamically imported module|Importing a module|Unable to preload/i.test(String(caught)) && navigator.onLine) window.location.assign(to.fullPath)
})
