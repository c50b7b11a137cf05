/** Every word of the interface in Chinese, a file for each room. English has the same keys; a test compares them. */
import accountMap from './accountMap'
import after from './after'
import common from './common'
import company from './company'
import costing from './costing'
import count from './count'
import counter from './counter'
import detail from './detail'
import document from './document'
import entry from './entry'
import exchange from './exchange'
import grid from './grid'
import group from './group'
import health from './health'
import help from './help'
import home from './home'
import imports from './import'
import inspect from './inspect'
import kits from './kits'
import list from './list'
import lots from './lots'
import page from './page'
import period from './period'
import phone from './phone'
import printing from './printing'
import record from './record'
import repair from './repair'
import report from './report'
import requisition from './requisition'
import sales from './sales'
import scales from './scales'
import setup from './setup'
import shell from './shell'
import sign from './sign'
import stock from './stock'
import task from './task'
import token from './token'
import tour from './tour'
import user from './user'
import why from './why'

export default {
  ...accountMap,
  ...after,
  ...common,
  ...company,
  ...costing,
  ...count,
  ...counter,
  ...detail,
  ...document,
  ...entry,
  ...exchange,
  ...grid,
  ...group,
  ...health,
  ...help,
  ...home,
  ...imports,
  ...inspect,
  ...kits,
  ...list,
  ...lots,
  ...page,
  ...period,
  ...phone,
  ...printing,
  ...record,
  ...repair,
  ...report,
  ...requisition,
  ...sales,
  ...scales,
  ...setup,
  ...shell,
  ...sign,
  ...stock,
  ...task,
  ...token,
  ...tour,
  ...user,
  ...why,
} as const
