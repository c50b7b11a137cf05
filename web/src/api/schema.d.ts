// Made by scripts/api-types.mjs from the description of the server. Do not change it by hand.

export interface paths {
    "/api/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A new draft; what is missing is said when it is posted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedAnswer"];
                    };
                };
                /** @description 未能完成,原因见内容 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{type}/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Save a draft; refused when somebody saved a newer revision in between. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document_id: number;
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedAnswer"];
                    };
                };
                /** @description 未能完成,原因见内容 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemAnswer"];
                    };
                };
            };
        };
        post?: never;
        /** @description Cancel a draft; its number is not used again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document_id: number;
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DoneAnswer"];
                    };
                };
                /** @description 未能完成,原因见内容 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemAnswer"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{type}/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Post documents: all of them into all books, or none. The same key and body give the same answer again. */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 每次操作唯一;重发同一请求用同一个键 */
                    "Idempotency-Key": string;
                };
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostedAnswer"];
                    };
                };
                /** @description 未能完成,原因见内容 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{type}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What posting would do to stock, open items and ledger, or why it would be refused. Writes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PreviewAnswer"];
                    };
                };
                /** @description 未能完成,原因见内容 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 科目映射
         * @description Every role with its account. Needs ``ledger.view``.
         */
        get: operations["hengku_api_account_roles_read_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account-roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改一项科目映射
         * @description Book by another account from the next posting on; what is posted stays. Needs ``ledger.edit``.
         */
        put: operations["hengku_api_account_roles_save_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 科目列表
         * @description A page by code.
         */
        get: operations["accounts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 科目
         * @description One of them.
         */
        get: operations["accounts_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 账账核对
         * @description Every invariant over the actor's company. Everybody learns whether all is well; the findings are for readers.
         */
        get: operations["hengku_api_audit_read"];
        put?: never;
        /**
         * 账账核对并记下结果
         * @description The same, kept as the company's last check: when it was, and how many do not hold.
         */
        post: operations["hengku_api_audit_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/last": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 最近一次核对
         * @description What the last check found (`hengku work` asks daily, and whoever opens 健康). Asks nothing anew.
         */
        get: operations["hengku_api_audit_read_last"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的批量操作
         * @description The last ones, newest first: what a page closed in between finds again.
         */
        get: operations["hengku_api_batches_read_list"];
        put?: never;
        /**
         * 开始批量操作
         * @description Write down what is wished; nothing is done until it is run. The same key starts once.
         */
        post: operations["hengku_api_batches_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 批量操作的进度
         * @description How far it is, and what was refused.
         */
        get: operations["hengku_api_batches_read_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{batch_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载导出的文件
         * @description The workbook of an export that is done.
         */
        get: operations["hengku_api_batches_read_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{batch_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 继续批量操作
         * @description Do the next slice, unless somebody is at it already.
         */
        post: operations["hengku_api_batches_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{batch_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停止批量操作
         * @description Leave the rest undone.
         */
        post: operations["hengku_api_batches_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始导出列表
         * @description Write down an export of exactly these columns, under these words. The same key starts once.
         */
        post: operations["hengku_api_batches_create_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 物料清单列表
         * @description Bills, those in use first; at most 500.
         */
        get: operations["bills_list"];
        put?: never;
        /**
         * 新增物料清单
         * @description A new bill.
         */
        post: operations["bills_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bills/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改物料清单
         * @description Make it what the body says; what was posted by it stays as it was.
         */
        put: operations["bills_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bills/{record_id}/components": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按清单带出子件
         * @description What so many of the product are made of, rounded up: lines for an order that is being typed.
         */
        get: operations["bills_components"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bills/{record_id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按清单组装、拆卸、下生产订单或委外订单
         * @description A draft of a 组装单, 拆卸单, 生产订单 or 委外订单 with the components of so many; a batch is made once.
         */
        post: operations["bills_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 库位列表
         * @description A page by code.
         */
        get: operations["bins_list"];
        put?: never;
        /**
         * 新增库位
         * @description A new one.
         */
        post: operations["bins_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 库位
         * @description One of them.
         */
        get: operations["bins_read"];
        /**
         * 修改库位
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["bins_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品类别列表
         * @description A page by code.
         */
        get: operations["categories_list"];
        put?: never;
        /**
         * 新增商品类别
         * @description A new one.
         */
        post: operations["categories_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品类别
         * @description One of them.
         */
        get: operations["categories_read"];
        /**
         * 修改商品类别
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["categories_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 录入时的实时检查
         * @description Stock here and elsewhere, who holds it, last prices, cost and credit left, for all products at once.
         */
        post: operations["hengku_api_checks_read_checks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checks/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按编码、条码、名称批量找商品
         * @description Products for pasted texts, with all that a line needs. Seven statements, whatever the number of texts.
         */
        post: operations["hengku_api_checks_read_matches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 账套资料
         * @description The company of the session. Needs ``company.view``.
         */
        get: operations["hengku_api_company_read_company"];
        /**
         * 修改账套资料
         * @description Change it. Needs ``company.settings``; the tax number is checked by its last sign.
         */
        put: operations["hengku_api_company_save_company"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company/costing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 各类别的计价方法
         * @description Categories with the costing method of their goods (C2). Needs ``company.view``.
         */
        get: operations["hengku_api_company_read_costing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company/costing/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 设置类别的计价方法
         * @description Choose for a category and those below it. Needs ``company.settings``; refused as C2 asks.
         */
        post: operations["hengku_api_company_save_costing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 全部参数
         * @description Every decision. Needs ``company.view``.
         */
        get: operations["hengku_api_company_read_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 设置一个参数,自某日起生效
         * @description Take a decision. Needs ``company.settings``; costing is refused as C2 asks.
         */
        post: operations["hengku_api_company_save_setting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 计价方法
         * @description By company and category, with every decision. Needs ``company.view``.
         */
        get: operations["hengku_api_costing_read_methods"];
        put?: never;
        /**
         * 变更计价方法
         * @description Change it. Needs ``company.settings``; refused as C2 asks.
         */
        post: operations["hengku_api_costing_create_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costing/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试算变更计价方法
         * @description What the change would do; nothing stays. Refused as the change itself is.
         */
        post: operations["hengku_api_costing_create_trial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costing/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品按什么计价
         * @description At most 100 products. Needs ``company.view``; amounts are for who may see cost.
         */
        get: operations["hengku_api_costing_read_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 日结取数
         * @description The lines that a close of the day takes, and what must be found of each way of paying. Writes nothing.
         */
        get: operations["hengku_api_counter_read_day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待日结的营业日
         * @description Days of one's stores that have tickets and no close, the oldest first.
         */
        get: operations["hengku_api_counter_list_open_days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 盘点单列表
         * @description The last hundred counts, those under way first.
         */
        get: operations["hengku_api_counts_read_counts"];
        put?: never;
        /**
         * 开始盘点
         * @description Open a count: the books are asked at this moment, and with ``lock`` the goods stand still until it ends.
         */
        post: operations["hengku_api_counts_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 盘点单
         * @description One count, how far it is, and what one may do with it.
         */
        get: operations["hengku_api_counts_read_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 审核差异
         * @description By who did not count; differences beyond the company's limit need the accountant's word after the manager's.
         */
        post: operations["hengku_api_counts_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 作废盘点
         * @description Nothing is booked; the goods may move again.
         */
        post: operations["hengku_api_counts_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 录入实盘
         * @description Write what was found, by line, code or barcode; every entry that cannot be read is told by its number. Under a
         *     key the same entries are taken once: sent again they answer no lines.
         */
        post: operations["hengku_api_counts_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/hand-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提交盘点
         * @description The counting is done; differences are fixed and wait to be judged.
         */
        post: operations["hengku_api_counts_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 盘点明细
         * @description The lines, by page; the books stay unseen in a blind count that is under way.
         */
        get: operations["hengku_api_counts_read_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 盘点过账
         * @description Post 盘盈单 and 盘亏单; asked twice it answers the same.
         */
        post: operations["hengku_api_counts_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 要求复盘
         * @description Lines are to be counted again by somebody else.
         */
        post: operations["hengku_api_counts_recount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载盘点表(xlsx)
         * @description The lines with an empty column for what is found; the books are not on it.
         */
        get: operations["hengku_api_count_sheets_read"];
        put?: never;
        /**
         * 上传盘点表
         * @description What was found, from a workbook or a CSV: all rows or none, every problem at its row. While differences are
         *     judged it is the second count. More than a thousand rows are written in the background: the answer is the task then.
         */
        post: operations["hengku_api_count_sheets_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/{count_id}/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 差异原因与赔偿
         * @description Why goods are missing, who answers for them, and what found goods are worth that never had a cost.
         */
        post: operations["hengku_api_counts_explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 盘点计划
         * @description What is to be counted when: the whole warehouse at each month's end, its ABC classes by their days.
         */
        get: operations["hengku_api_count_plan_read_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/plan/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重算盘点计划
         * @description Class all goods anew by what went out in a year; else it is done every night.
         */
        post: operations["hengku_api_count_plan_renew_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts/plan/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按计划生成盘点单
         * @description A count for each warehouse of what is due and in no other count.
         */
        post: operations["hengku_api_count_plan_start_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门列表
         * @description A page by code.
         */
        get: operations["departments_list"];
        put?: never;
        /**
         * 新增部门
         * @description A new one.
         */
        post: operations["departments_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门
         * @description One of them.
         */
        get: operations["departments_read"];
        /**
         * 修改部门
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["departments_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 数据字典:使用次数和最后修改
         * @description Entries of a short list that are used or were changed.
         */
        get: operations["hengku_api_dictionary_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 数据字典:原因、等级、结算方式等小列表
         * @description Every small list with its entries, stopped ones too: what entry, forms and dialogs offer to anyone.
         */
        get: operations["hengku_api_dictionary_read_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/words/{list_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 数据字典:小列表条目的使用次数和最后修改
         * @description Entries that parties use or that were changed; ``id`` is the code. Uses by documents are not counted.
         */
        get: operations["hengku_api_dictionary_read_word_facts"];
        /**
         * 数据字典:调整次序
         * @description Put the list in another order.
         */
        put: operations["hengku_api_dictionary_order_words"];
        /**
         * 数据字典:新增条目
         * @description A new entry at the end of the list.
         */
        post: operations["hengku_api_dictionary_create_word"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/words/{list_code}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 数据字典:修改条目
         * @description Rename, stop or start an entry, or change its days. Parties, price lists and saved views that name it follow.
         */
        put: operations["hengku_api_dictionary_save_word"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据列表
         * @description Documents the actor may view, newest first unless ``sort`` says otherwise (``-`` for descending). ``fields``
         *     chooses among those of a row.
         */
        get: operations["hengku_api_documents_read_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据详情
         * @description Header, lines, chain, effects on the four books, history; ``fields`` chooses among these parts. ``count`` of the
         *     header is the count that made the document, for who may see counts.
         */
        get: operations["hengku_api_documents_read_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 附件列表
         * @description Attachments of a document, withdrawn ones marked, and the limits that hold.
         */
        get: operations["hengku_api_beside_read_attachments"];
        put?: never;
        /**
         * 上传附件
         * @description Keep a JPG, PNG or PDF with a document: multipart, field ``file``. Sent again, the same file is kept once.
         */
        post: operations["hengku_api_beside_create_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载附件
         * @description The file itself, to be kept, not to be run.
         */
        get: operations["hengku_api_beside_read_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/attachments/{attachment_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 预览附件(PDF)
         * @description A PDF to be shown in a frame of our own page; scripts in it do not run.
         */
        get: operations["hengku_api_beside_read_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/attachments/{attachment_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 附件缩略图(JPEG)
         * @description A small picture of a picture.
         */
        get: operations["hengku_api_beside_read_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/attachments/{attachment_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回附件
         * @description Mark an attachment as withdrawn. It can still be read.
         */
        post: operations["hengku_api_beside_create_withdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/award": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 询价单定标
         * @description Draft orders from the chosen offers, one for each supplier.
         */
        post: operations["hengku_api_orders_create_award"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/carry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下推:生成下游单据的内容
         * @description A body for a new document of type ``to``, with what is left of each line.
         */
        get: operations["hengku_api_documents_read_carry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 短交关闭
         * @description Close an order of which the rest will not come.
         */
        post: operations["hengku_api_documents_create_closing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 预览短交关闭
         * @description What will not be delivered any more and what is freed when an order is closed short. Writes nothing.
         */
        get: operations["hengku_api_documents_read_closing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 留言
         * @description Say something beside a document one may see.
         */
        post: operations["hengku_api_beside_create_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 复制为新草稿
         * @description The same lines in a new draft of the same type, dated today. What is wrong with it is said when it is posted.
         */
        post: operations["hengku_api_documents_create_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 换货:退货并换出
         * @description Take goods of an issue back and send others instead: a return and an issue, both or neither.
         */
        post: operations["hengku_api_exchanges_create_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/exchange/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览换货
         * @description What comes back and goes out in money, the difference, and the lots that would go. Writes nothing.
         */
        post: operations["hengku_api_exchanges_read_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据占用的批次
         * @description What the document holds of goods by lot, where they lie, and which picks and issues took another lot, and why.
         */
        get: operations["hengku_api_documents_read_holds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/kitting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 齐套情况
         * @description How far the components of a 生产订单 or 委外订单 are there: held, free, short, elsewhere, coming, held by others.
         */
        get: operations["documents_kitting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/kitting/requisition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请采购全部缺料
         * @description A draft requisition of every component the order is short of; its id.
         */
        post: operations["documents_kitting_requisition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 询价单比价
         * @description Offers of an inquiry by product, the cheapest first.
         */
        get: operations["hengku_api_orders_read_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/order-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可关联的订单行
         * @description Lines that name no order, each with the order lines it may be linked to.
         */
        get: operations["hengku_api_orders_read_linkable"];
        put?: never;
        /**
         * 事后关联订单
         * @description Link lines of a posted receipt to order lines; the orders' states follow.
         */
        post: operations["hengku_api_orders_create_links"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/peek": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据速览
         * @description Head, first lines and neighbours of one document, for a glance from a list.
         */
        get: operations["hengku_api_documents_read_peek"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/prepaid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 订单的预付款
         * @description What was paid in advance for an order, and what its terms let be paid still.
         */
        get: operations["hengku_api_documents_read_prepaid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重开短交关闭的订单
         * @description Expect the rest of an order that was closed short again.
         */
        post: operations["hengku_api_orders_create_reopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 预览红冲
         * @description What a reversal would take back, or why it would be refused and by which documents. Writes nothing.
         */
        get: operations["hengku_api_documents_read_reversal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 红冲
         * @description Take the whole effect back with a mirrored document, once.
         */
        post: operations["hengku_api_documents_create_reversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document_id}/revision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可变更的订单行
         * @description Lines of a purchase order of which something is to come: the rest, its price and day.
         */
        get: operations["hengku_api_orders_read_revisable"];
        put?: never;
        /**
         * 变更采购订单
         * @description Order what has not come yet anew: the order is closed, the answer is the one in its place.
         */
        post: operations["hengku_api_orders_create_revision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据列表可筛选的字段
         * @description What a list of these types can be filtered by, with the operators of each.
         */
        get: operations["hengku_api_documents_read_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据列表的总数与合计
         * @description Number and sums of all pages, and how many documents the filters hide. Where counting takes too long,
         *     ``is_exact`` is false: at least so many.
         */
        get: operations["hengku_api_documents_read_totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 未完成的录入
         * @description The caller's own forms, the latest first, without their content. What was posted meanwhile is not among them.
         */
        get: operations["hengku_api_drafts_read_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts/{local}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 取回一份未完成的录入
         * @description A form in full, to go on with it on another computer.
         */
        get: operations["hengku_api_drafts_read_one"];
        /**
         * 暂存未完成的录入
         * @description Keep the form. Refused with ``UNFINISHED_CHANGED`` when another window saved a newer one, unless ``force``.
         */
        put: operations["hengku_api_drafts_keep"];
        post?: never;
        /**
         * 放弃未完成的录入
         * @description Forget a form. Forgetting it twice is no mistake.
         */
        delete: operations["hengku_api_drafts_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 职员列表
         * @description A page by code.
         */
        get: operations["employees_list"];
        put?: never;
        /**
         * 新增职员
         * @description A new one.
         */
        post: operations["employees_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employees/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 职员
         * @description One of them.
         */
        get: operations["employees_read"];
        /**
         * 修改职员
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["employees_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fund-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 资金账户列表
         * @description A page by code.
         */
        get: operations["fund_accounts_list"];
        put?: never;
        /**
         * 新增资金账户
         * @description A new one.
         */
        post: operations["fund_accounts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fund-accounts/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 资金账户
         * @description One of them.
         */
        get: operations["fund_accounts_read"];
        /**
         * 修改资金账户
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["fund_accounts_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可关联的账套
         * @description Other companies the person works in, with what a link or a trade asks for.
         */
        get: operations["hengku_api_group_read_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/elimination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 未实现利润抵销
         * @description 买方结存 × 卖方毛利率, by seller, buyer and product, where the person may see costs in both companies.
         */
        get: operations["hengku_api_group_read_elimination"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 关联账套
         * @description The companies of the group this one is linked with.
         */
        get: operations["hengku_api_group_read_links"];
        /**
         * 建立或修改关联
         * @description Link with another company of the group, in both companies at once.
         */
        put: operations["hengku_api_group_put_link"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 组织间交易列表
         * @description Trades of the present company with others of the group, the latest first, at most 500.
         */
        get: operations["hengku_api_group_read_trades"];
        put?: never;
        /**
         * 组织间交易过账
         * @description Sell to another company of the group: both companies' documents are posted, or none.
         */
        post: operations["hengku_api_group_create_trade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/trades/{ict_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可退的行
         * @description The lines of a trade and what of each may still go back.
         */
        get: operations["hengku_api_group_returns_read_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/trades/{ict_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 组织间退货
         * @description Give a part back: both companies' returns are posted, or none. May be asked from either company.
         */
        post: operations["hengku_api_group_returns_create_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/trades/{ict_id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 成对红冲
         * @description Take back all documents of both sides, or none.
         */
        post: operations["hengku_api_group_create_reversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/trades/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览组织间交易
         * @description What the trade would do on both sides, in words. Writes nothing; refuses as the trade would.
         */
        post: operations["hengku_api_group_read_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group/wishes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 关联账套门店的要货
         * @description What a store of another company of the group still waits for, what is needed first on top; at most 500 lines.
         */
        get: operations["hengku_api_group_wishes_read_wishes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 是否在运行
         * @description Whether the web server and its database answer. Says nothing else to whoever asks.
         */
        get: operations["hengku_api_app_read_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 首页
         * @description What waits, what is late, what sold and what is stuck, as far as the actor may see it.
         */
        get: operations["hengku_api_home_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可导入的资料
         * @description What this person may import.
         */
        get: operations["hengku_api_imports_read_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上传表格
         * @description Keep the file for a day and say what was understood of it; columns are matched as they were the last time a
         *     table with the same headings came in. Writes nothing.
         */
        post: operations["hengku_api_imports_create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 继续处理已上传的表格
         * @description A waiting file with all that was said about it so far, judged anew.
         */
        get: operations["hengku_api_imports_read_upload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}/{token}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按列对应与改正检查
         * @description Everything that importing would do and everything wrong with it; what was said is kept with the file.
         */
        post: operations["hengku_api_imports_create_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}/{token}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始导入
         * @description Start the import in the background and say which run it is. Sent twice, it is started once.
         *
         *     The file is judged again when its turn comes: when a row is wrong then, nothing is written, unless the good ones
         *     were asked for.
         */
        post: operations["hengku_api_imports_create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}/{token}/marked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载标出问题的表格(xlsx)
         * @description The file as it stands, corrections included, with a column that says what is wrong with each row.
         */
        get: operations["hengku_api_imports_read_marked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{kind}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载模板(xlsx)
         * @description The table to fill in: an example, notes in its cells, and lists of what the company has to choose from.
         */
        get: operations["hengku_api_imports_read_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导入记录
         * @description The company's last fifty imports, the latest first, without their results.
         */
        get: operations["hengku_api_imports_read_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导入进度与结果
         * @description How far an import is; its result once it has ended.
         */
        get: operations["hengku_api_imports_read_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/runs/{run_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 撤销导入的后果
         * @description What undoing this import would do. Writes nothing.
         */
        get: operations["hengku_api_imports_read_consequences"];
        put?: never;
        /**
         * 撤销导入
         * @description Take a whole import back, all or nothing. Refused with names when something was built on it.
         */
        post: operations["hengku_api_imports_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待检与已检
         * @description What waits for its inspection with the day by which, and the latest results.
         */
        get: operations["hengku_api_inspections_read_inspections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inspections/{document_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重检
         * @description The old inspection is reversed and a new one posted in its place, together.
         */
        post: operations["hengku_api_inspections_create_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择其他资料
         * @description warehouses, units, tax-codes, departments, fund-accounts, accounts (leaves), categories: active ones by code.
         */
        get: operations["hengku_api_lookups_read_other"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择客户
         * @description Active customers.
         */
        get: operations["hengku_api_lookups_read_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择未结往来项
         * @description Items of a party with something left, oldest due date first. Needs ``parties.view``.
         */
        get: operations["hengku_api_lookups_read_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择往来单位
         * @description Active customers and suppliers.
         */
        get: operations["hengku_api_lookups_read_parties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择商品
         * @description Products by code, barcode, name, initials: with units, tax code, prices and stock.
         */
        get: operations["hengku_api_lookups_read_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lookup/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 选择供应商
         * @description Active suppliers.
         */
        get: operations["hengku_api_lookups_read_suppliers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可选批次
         * @description The lots of a product in a warehouse, first to expire first; what may not go out comes last, with why.
         */
        get: operations["hengku_api_lots_read_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots/{lot_id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 批次溯源
         * @description One lot backward and forward: who it came from, what it was made of, who has it, what is left.
         */
        get: operations["hengku_api_lots_read_trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查找批次
         * @description Lots whose number or product contains the text, the newest first.
         */
        get: operations["hengku_api_lots_read_found"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots/piece": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按序列号找商品
         * @description The product of the piece of ours that lies in a warehouse under a number, as ``scan`` says it; ``hits`` is empty
         *     where there is none.
         */
        get: operations["hengku_api_lots_read_piece"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots/pieces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可选序列号
         * @description Serial numbers of our pieces of a product that lie in a warehouse and no notice holds; at most 200.
         */
        get: operations["hengku_api_lots_read_pieces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lots/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 解析扫码
         * @description What a scanned code says: GS1-128, DataMatrix, or the label of a shop scale (B3). ``hits`` are the products it
         *     may mean; a plain barcode has nothing else. A code that fails its check is refused, never guessed at.
         */
        get: operations["hengku_api_lots_read_scan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待办
         * @description What waits for me. Asked quietly every minute; it also says that the session is in use.
         */
        get: operations["hengku_api_notices_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/finished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已结束的后台任务
         * @description What I started and what became of it, in the last three days, the latest first.
         */
        get: operations["hengku_api_notices_read_finished"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 往来单位列表
         * @description A page of parties by code. ``fields`` chooses among those of a row.
         */
        get: operations["hengku_api_records_read_parties"];
        put?: never;
        /**
         * 新增往来单位
         * @description A new customer or supplier.
         */
        post: operations["hengku_api_records_create_party_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 往来单位
         * @description One party.
         */
        get: operations["hengku_api_records_read_party"];
        /**
         * 修改往来单位
         * @description Make a party what the body says; its code stays.
         */
        put: operations["hengku_api_records_save_party"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{record_id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 往来单位主页
         * @description What is open with a party: balances, ageing, advances, credit left.
         */
        get: operations["hengku_api_pages_read_party_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 往来单位可筛选的字段
         * @description What parties can be filtered by, and with which operators.
         */
        get: operations["hengku_api_records_read_party_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 会计期间
         * @description The months of the books, what of them is closed, and who closed something last.
         */
        get: operations["hengku_api_periods_read_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{month}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 结账检查
         * @description What blocks closing a part of a month, and what should be known before it is closed.
         */
        get: operations["hengku_api_periods_read_checks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{month}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结账
         * @description Close one part of a month: 库存 → 往来 → 总账. The books must agree; the ledger gets its last vouchers first.
         */
        post: operations["hengku_api_periods_create_closing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{month}/costing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 月末成本计算
         * @description Cost what left in the month at its end (全月一次加权, 标准成本差异), for all goods that are not costed yet.
         */
        post: operations["hengku_api_periods_create_costing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{month}/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 暂估处理预览
         * @description 月初回冲 and 月末重估 of a month as they would be posted now; empty for a company that does not work so.
         */
        get: operations["hengku_api_periods_read_estimates"];
        put?: never;
        /**
         * 一键暂估处理
         * @description Reverse on the first, or estimate again at the end, all that came in and was not invoiced, of all warehouses.
         */
        post: operations["hengku_api_periods_create_estimates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{month}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 反结账
         * @description Reopen one part of a month, with a reason.
         */
        post: operations["hengku_api_periods_create_reopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/goods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 手机离线用的商品、条码和库存
         * @description Products with barcodes, stock and lots as of now, to be kept in the phone and shown with their age.
         */
        get: operations["hengku_api_phone_read_goods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 价目列表
         * @description A page by code.
         */
        get: operations["prices_list"];
        put?: never;
        /**
         * 新增价目
         * @description A new one.
         */
        post: operations["prices_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 价目
         * @description One of them.
         */
        get: operations["prices_read"];
        /**
         * 修改价目
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["prices_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印单据
         * @description One file of one document or many; each print is counted. Many go on in the background: ask for the progress.
         */
        post: operations["hengku_api_prints_create_print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/bins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印库位标签
         * @description Labels of bins, one a page. Needs ``reports.view``.
         */
        post: operations["hengku_api_print_labels_create_bin_labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/bins/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览库位标签
         * @description The labels of the first bins.
         */
        post: operations["hengku_api_print_labels_create_bin_labels_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/dunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印催款单
         * @description A letter to each customer that owes anything overdue, in one PDF, to be fetched as that of any print.
         */
        post: operations["hengku_api_statements_create_dunning_print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/dunning/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览催款单
         * @description The first pages as SVG.
         */
        post: operations["hengku_api_statements_create_dunning_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/files/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 打印进度
         * @description How far a print has come.
         */
        get: operations["hengku_api_prints_read_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/files/{token}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 打印文件
         * @description The finished PDF, kept for an hour for who ordered it. Named by the number of its document.
         */
        get: operations["hengku_api_prints_read_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印商品标签
         * @description Labels of products, one a page.
         */
        post: operations["hengku_api_print_labels_create_labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 标签的内容与模板
         * @description Sizes, codes, contents and templates of labels. Needs ``catalog.view``.
         */
        get: operations["hengku_api_print_labels_read_about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels/goods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 商品可以按什么印标签
         * @description In which units goods can be labelled. Needs ``catalog.view``.
         */
        post: operations["hengku_api_print_labels_read_goods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览商品标签
         * @description One label of each of the first rows.
         */
        post: operations["hengku_api_print_labels_create_labels_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新建标签模板
         * @description A label more. Needs ``company.edit``. It is chosen as the default and deleted as any other template is.
         */
        post: operations["hengku_api_print_labels_create_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/labels/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改标签模板
         * @description All of a label and its name. Needs ``company.edit``.
         */
        put: operations["hengku_api_print_labels_save_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对账单等有模板的信函
         * @description The letters that have templates as documents have, for who may see their figures.
         */
        get: operations["hengku_api_print_templates_read_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 公司标志
         * @description The picture as it was uploaded; 404 when there is none.
         */
        get: operations["hengku_api_prints_read_logo"];
        put?: never;
        /**
         * 上传公司标志
         * @description A PNG or JPG, checked by its content. Needs ``company.edit``.
         */
        post: operations["hengku_api_prints_save_logo"];
        /**
         * 删除公司标志
         * @description Print without one. Needs ``company.edit``.
         */
        delete: operations["hengku_api_prints_remove_logo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/parties/{party_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 往来单位的打印模板
         * @description Each type and letter that can be printed in more than one way, and which template the party gets; "" for the
         *     default. Needs ``parties.view``.
         */
        get: operations["hengku_api_print_templates_read_party"];
        /**
         * 设置往来单位的打印模板
         * @description With which templates papers for this party are printed. Needs ``parties.edit``.
         */
        put: operations["hengku_api_print_templates_save_party"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印预览
         * @description The first pages of a document as SVG. Counts nothing.
         */
        post: operations["hengku_api_prints_create_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 打印对账单
         * @description A PDF, to be fetched as that of any print.
         */
        post: operations["hengku_api_statements_create_print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/statement/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览对账单
         * @description The first pages as SVG.
         */
        post: operations["hengku_api_statements_create_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改打印模板
         * @description All of a template and its name. Needs ``company.edit``.
         */
        put: operations["hengku_api_print_templates_save_template"];
        post?: never;
        /**
         * 删除打印模板
         * @description Parties that chose it get the default again. Needs ``company.edit``.
         */
        delete: operations["hengku_api_print_templates_delete_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/types/{type_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据的打印方式
         * @description Papers, layouts, columns and templates of a type or letter.
         */
        get: operations["hengku_api_print_templates_read_type"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/types/{type_code}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 设为默认打印模板
         * @description What the type is printed with unless somebody says otherwise. Needs ``company.edit``.
         */
        put: operations["hengku_api_print_templates_choose_default"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prints/types/{type_code}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新建打印模板
         * @description A template more; a copy of another is made by sending what that one says. Needs ``company.edit``.
         */
        post: operations["hengku_api_print_templates_create_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品列表
         * @description A page of products by code. ``fields`` chooses among those of a row.
         */
        get: operations["hengku_api_records_read_products"];
        put?: never;
        /**
         * 新增商品
         * @description A new product.
         */
        post: operations["hengku_api_records_create_product_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品
         * @description One product with its units and barcodes.
         */
        get: operations["hengku_api_records_read_product"];
        /**
         * 修改商品
         * @description Make a product what the body says, its units and barcodes included. What the actor may not see stays as it is.
         */
        put: operations["hengku_api_records_save_product"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{record_id}/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品每日结存
         * @description Quantity and amount at the end of each day on which one of them changed; first the day before the first.
         */
        get: operations["hengku_api_pages_read_product_days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{record_id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品主页
         * @description Last prices by party, who holds the product and who brings it, and its latest documents.
         */
        get: operations["hengku_api_pages_read_product_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 商品可筛选的字段
         * @description What products can be filtered by, and with which operators.
         */
        get: operations["hengku_api_records_read_product_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promises/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可承诺量
         * @description ATP of a product by day. Needs the rights to view stock reports.
         */
        get: operations["hengku_api_promises_read_promises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可选的上游单据
         * @description Source documents in force with something left, the latest first, with their lines.
         */
        get: operations["hengku_api_pulls_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 报表目录
         * @description The reports the actor may open.
         */
        get: operations["hengku_api_reports_read_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 报表
         * @description One report; its parameters stand in the query, those left out have their defaults. Unknown ones are refused.
         *
         *     Beside them ``sort`` (a column, ``-`` before it for the largest first), ``group`` (subtotals by a column), and
         *     ``page`` with ``size``; without a page all rows.
         */
        get: operations["hengku_api_reports_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 报表导出(xlsx)
         * @description The report as it is shown: ``columns`` (keys, in their order), ``sort`` and ``group`` as there; all rows.
         */
        get: operations["hengku_api_reports_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{name}/make": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按报表建议生成草稿
         * @description A draft of what the report suggests, asked as the report is (补货建议 → 采购申请单). ``id`` is the draft's.
         */
        post: operations["hengku_api_reports_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requisitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 门店要货
         * @description A draft of the requisition, with what was forecast and proposed. One for each store, day and wave.
         */
        post: operations["hengku_api_requisitions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requisitions/{document_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 要货执行情况
         * @description What of each line was sent, ordered, received and is short.
         */
        get: operations["hengku_api_requisitions_read_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requisitions/distribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待配的要货
         * @description What stores wait for, by product, with the share each would get of what the warehouse has.
         */
        get: operations["hengku_api_requisitions_read_distribution"];
        put?: never;
        /**
         * 按要货配送
         * @description 调拨出库单, one a store, all of them or none.
         */
        post: operations["hengku_api_requisitions_create_distribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requisitions/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 要货预测系数
         * @description How much more or less is sold on holidays and in some weather. Needs ``company.view``.
         */
        get: operations["hengku_api_requisitions_read_factors"];
        /**
         * 改要货预测系数
         * @description The whole list at once. Needs ``company.edit``.
         */
        put: operations["hengku_api_requisitions_put_factors"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requisitions/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 要货建议
         * @description What a store should ask for on a day, and how that is worked out. Writes nothing.
         */
        get: operations["hengku_api_requisitions_read_proposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 岗位和全部权限
         * @description Every role with its words and who holds it, and every word there is.
         */
        get: operations["hengku_api_users_read_roles"];
        put?: never;
        /**
         * 新增岗位
         * @description A role of one's own making.
         */
        post: operations["hengku_api_users_create_role_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改岗位
         * @description What the role is called and allows, from the next request of who holds it.
         */
        put: operations["hengku_api_users_save_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 权限体检
         * @description What is too wide, unused or in conflict.
         */
        get: operations["hengku_api_users_read_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 条码秤格式
         * @description The layouts of the labels that this company's scales print. Needs ``catalog.view``.
         */
        get: operations["hengku_api_scales_read"];
        /**
         * 改条码秤格式
         * @description The whole list at once. Needs ``catalog.edit``.
         */
        put: operations["hengku_api_scales_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scales/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试读一张秤签
         * @description What a label says by these layouts, and which product it is. Writes nothing; a failed check is refused.
         */
        post: operations["hengku_api_scales_try_label"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 全局搜索
         * @description Hits of every kind the actor may see: documents first, then products, then parties.
         *
         *     ``is_exact`` says that the text is the whole number, code or barcode of the hit: a scan opens it at once.
         */
        get: operations["hengku_api_search_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 名称的拼音首字母和全拼
         * @description By what a Chinese name can be typed: initials and full pinyin of each label, in their order. Stores nothing.
         */
        post: operations["hengku_api_search_create_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 当前会话;同时设置 CSRF cookie
         * @description Who is signed in, in which company, with which rights; ``user`` is null when nobody is.
         */
        get: operations["hengku_api_session_read"];
        put?: never;
        /**
         * 登录
         * @description Sign in. The session gets a new key (X27); the first company of the user is chosen when there is only one.
         */
        post: operations["hengku_api_session_create"];
        /**
         * 退出
         * @description Sign out: the session is gone from the server, not only from the browser.
         */
        delete: operations["hengku_api_session_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 切换账套
         * @description Work in another company from the next request on. Refused where the user has no role.
         */
        post: operations["hengku_api_session_choose_company"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改密码
         * @description Change one's own password. Every other session of the user ends.
         */
        post: operations["hengku_api_session_new_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的登录
         * @description Where I am signed in.
         */
        get: operations["hengku_api_session_read_places"];
        put?: never;
        post?: never;
        /**
         * 结束我在别处的登录
         * @description Sign myself out everywhere but here.
         */
        delete: operations["hengku_api_session_remove_places"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/places/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 结束我的一个登录
         * @description Sign myself out somewhere.
         */
        delete: operations["hengku_api_session_remove_place"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 新建账套的选项
         * @description What can be chosen. Names that the server proposes are Chinese, as the books are.
         */
        get: operations["hengku_api_setup_read_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 检查新建账套的内容
         * @description Every problem of the plan, as a list that may be empty. Writes nothing.
         */
        post: operations["hengku_api_setup_check_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 启用清单
         * @description The steps of the first day, done or not, from the data.
         */
        get: operations["hengku_api_setup_read_checklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新建账套并进入
         * @description Open the company and work in it from now on. Only who owns a company may (the first user of a new
         *     installation has none yet). Sent twice, the second is refused by name.
         */
        post: operations["hengku_api_setup_create_company"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/opening-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 期初校验
         * @description Opening stock and open items beside the accounts that hold them, with the differences.
         */
        get: operations["hengku_api_setup_read_opening_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/practice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新建或重置练习账套并进入
         * @description A fresh practice company of this person alone; the one they had is archived. Takes a few seconds.
         */
        post: operations["hengku_api_setup_create_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/tax-number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 核对统一社会信用代码
         * @description Whether the check sign is right.
         */
        post: operations["hengku_api_setup_check_tax_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/similar/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 相近往来单位
         * @description Other parties of the same code, name or tax number, ignoring case, width and spaces.
         */
        get: operations["hengku_api_similar_read_similar_parties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/similar/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 相近商品
         * @description Other products of the same code, name or barcode, ignoring case, width and spaces.
         */
        get: operations["hengku_api_similar_read_similar_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 现存量
         * @description Stock by product and warehouse at the end of a day, a page at a time; sums are of all pages.
         */
        get: operations["hengku_api_reports_read_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的后台任务
         * @description What I started in the last three days, the newest first, without what came of it: a page that was left finds
         *     its work again.
         */
        get: operations["hengku_api_tasks_read_list"];
        put?: never;
        /**
         * 开始后台任务
         * @description Start it; the worker does it. The same key starts once, and so does the same wish while it is under way.
         */
        post: operations["hengku_api_tasks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 后台任务的进度
         * @description How far it is, and what came of it.
         */
        get: operations["hengku_api_tasks_read_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载后台导出的报表
         * @description The workbook of a report, a day long, for who still has the rights it was made with.
         */
        get: operations["hengku_api_tasks_read_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 已看到后台任务的结果
         * @description How it ended was shown: the bell need not tell it.
         */
        post: operations["hengku_api_tasks_see"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停止后台任务
         * @description Ask for its end. At its last step it is done to its end; before, nothing of it stays.
         */
        post: operations["hengku_api_tasks_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tax-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 税码列表
         * @description A page by code.
         */
        get: operations["tax_codes_list"];
        put?: never;
        /**
         * 新增税码
         * @description A new one.
         */
        post: operations["tax_codes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tax-codes/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 税码
         * @description One of them.
         */
        get: operations["tax_codes_read"];
        /**
         * 修改税码
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["tax_codes_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 个人令牌列表
         * @description One's own tokens, and everybody's for who manages users.
         */
        get: operations["hengku_api_tokens_read_tokens"];
        put?: never;
        /**
         * 新建个人令牌
         * @description A token; its secret is in this answer and nowhere else.
         */
        post: operations["hengku_api_tokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 停用个人令牌
         * @description Switch a token off for good.
         */
        delete: operations["hengku_api_tokens_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 单据类型
         * @description Every type, in menu order, with what the actor may do with it. Fields with money that
         *     the actor may not see are left out, and bins where no warehouse has any.
         */
        get: operations["hengku_api_types_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 计量单位列表
         * @description A page by code.
         */
        get: operations["units_list"];
        put?: never;
        /**
         * 新增计量单位
         * @description A new one.
         */
        post: operations["units_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 计量单位
         * @description One of them.
         */
        get: operations["units_read"];
        /**
         * 修改计量单位
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["units_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上传待附的文件
         * @description Keep a JPG, PNG or PDF of at most 10 MB until its document is saved or posted with its id in ``uploads``. The
         *     same file sent again under the same key is kept once.
         */
        post: operations["hengku_api_uploads_create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 下载待附的文件
         * @description The caller's own file, to be kept, not to be run.
         */
        get: operations["hengku_api_uploads_read_content"];
        put?: never;
        post?: never;
        /**
         * 移除待附的文件
         * @description Forget a file that is on no document yet. Forgetting it twice is no mistake.
         */
        delete: operations["hengku_api_uploads_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{upload_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待附图片的缩略图(JPEG)
         * @description A small picture of a picture.
         */
        get: operations["hengku_api_uploads_read_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 用户列表
         * @description Everybody with a role in this company.
         */
        get: operations["hengku_api_users_read_users"];
        put?: never;
        /**
         * 新增用户,返回一次性密码
         * @description A new user, who sees all warehouses or these. The one-time password is told this once and must be changed at the
         *     first sign-in.
         */
        post: operations["hengku_api_users_create_user_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 修改用户姓名和岗位
         * @description Exactly this name and these roles.
         */
        put: operations["hengku_api_users_save_user"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停用用户
         * @description The account may not sign in any more, and what is open ends with its next request.
         */
        post: operations["hengku_api_users_create_disabling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启用用户
         * @description The account may sign in again.
         */
        post: operations["hengku_api_users_create_enabling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 限定用户可见的客户和供应商
         * @description Whose customers and suppliers they see, in records, documents and reports, from their next request on.
         */
        put: operations["hengku_api_users_save_parties"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重置密码,返回一次性密码
         * @description A new one-time password; the user is signed out everywhere and unlocked.
         */
        post: operations["hengku_api_users_create_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/require-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 要求下次修改密码
         * @description The user must choose a new password before anything else.
         */
        post: operations["hengku_api_users_create_requirement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 用户的登录
         * @description Where a user of this company is signed in.
         */
        get: operations["hengku_api_users_read_sessions"];
        put?: never;
        post?: never;
        /**
         * 结束用户的全部登录
         * @description Signed out everywhere.
         */
        delete: operations["hengku_api_users_remove_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 结束用户的一个登录
         * @description Signed out there.
         */
        delete: operations["hengku_api_users_remove_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 解除锁定
         * @description Let somebody try again who was locked out.
         */
        post: operations["hengku_api_users_create_unlocking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 限定用户可用的仓库
         * @description What they see of stock, documents and reports, and where they may post, from their next request on.
         */
        put: operations["hengku_api_users_save_scope"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 列表的视图
         * @description Mine and the shared ones, by name.
         */
        get: operations["hengku_api_views_read_views"];
        put?: never;
        /**
         * 新建视图
         * @description Keep how a list is shown, under a name.
         */
        post: operations["hengku_api_views_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 保存视图
         * @description Save a view; refused when somebody saved a newer revision in between.
         */
        put: operations["hengku_api_views_change"];
        post?: never;
        /**
         * 删除视图
         * @description Take a view away.
         */
        delete: operations["hengku_api_views_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 设为默认视图
         * @description What this person sees first in the list.
         */
        put: operations["hengku_api_views_change_default"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 仓库列表
         * @description A page by code.
         */
        get: operations["warehouses_list"];
        put?: never;
        /**
         * 新增仓库
         * @description A new one.
         */
        post: operations["warehouses_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warehouses/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 仓库
         * @description One of them.
         */
        get: operations["warehouses_read"];
        /**
         * 修改仓库
         * @description Make it what the body says; what documents already rely on stays and is refused.
         */
        put: operations["warehouses_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个数字为什么是这样
         * @description The rows that sum to one figure exactly, document by document, newest first.
         *
         *     The query is the question beside the figure (`why` in rows of reports and stock): `kind` and its keys. `size` and
         *     `cursor` (the answer's `next`) turn the page. Documents the asker may not see are summed in `hidden`.
         */
        get: operations["hengku_api_why_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/why/around": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 还在路上与可疑
         * @description What is not in the figure yet and would change it, and what behind it looks wrong.
         *
         *     The query is the question, as above; `seen_at` (the moment the page showed it, ISO 8601) asks what came since.
         */
        get: operations["hengku_api_why_read_around"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/why/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出明细(xlsx)
         * @description All rows behind a figure as a workbook, the sum below them. The query is the question.
         */
        get: operations["hengku_api_why_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountRoleBody
         * @description The account that the role stands for from the next posting on.
         */
        AccountRoleBody: {
            /** Account Code */
            account_code: string | null;
        };
        /**
         * AccountRoleOut
         * @description A role; ``account`` null: nothing that needs it can be posted. ``categories`` keep their goods under it.
         */
        AccountRoleOut: {
            account: components["schemas"]["RoleAccountOut"] | null;
            /** Categories */
            categories: string[];
            /** Changed At */
            changed_at: string | null;
            /** Changed By */
            changed_by: string;
            /** Control */
            control: string;
            /** Group */
            group: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Role */
            role: string;
        };
        /**
         * AccountRolesOut
         * @description The whole mapping, and the accounts to choose from.
         */
        AccountRolesOut: {
            /** Accounts */
            accounts: components["schemas"]["CarryingAccountOut"][];
            /** May Change */
            may_change: boolean;
            /** Roles */
            roles: components["schemas"]["AccountRoleOut"][];
        };
        /**
         * AddedBody
         * @description A line that comes to the order.
         */
        AddedBody: {
            /**
             * Price
             * @example 3.50
             */
            price?: string | null;
            /**
             * Product
             * @example 1024
             */
            product: string;
            /**
             * Promised On
             * Format: date
             * @example 2026-01-31
             */
            promised_on?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity: string | null;
            /**
             * Tax Code
             * @example 1024
             */
            tax_code?: string | null;
            /**
             * Unit
             * @example 1024
             */
            unit?: string | null;
        };
        /**
         * AgainBody
         * @description Why it is inspected again, and what is found now.
         */
        AgainBody: {
            /** Reason */
            reason: string | null;
            /** Verdicts */
            verdicts?: components["schemas"]["VerdictBody"][];
        };
        /**
         * AgainstAnswer
         * @description A stretch and the same stretch before; ``change`` is a fraction, null when nothing was sold before.
         */
        AgainstAnswer: {
            before: components["schemas"]["StretchAnswer"];
            /** Change */
            change: string | null;
            /** Key */
            key: string;
            now: components["schemas"]["StretchAnswer"];
        };
        /**
         * AgreedAnswer
         * @description 价目: a price of one base unit from ``minimum`` base units on; ``of`` party, level or all.
         */
        AgreedAnswer: {
            /** Is With Tax */
            is_with_tax: boolean;
            /** Level */
            level: string;
            /** Minimum */
            minimum: string;
            /** Of */
            of: string;
            /** Price */
            price: string;
        };
        /**
         * ApplicationAnswer
         * @description 核销: what was taken off an item, and the document on the other side.
         */
        ApplicationAnswer: {
            /** Amount */
            amount: string;
            /** Business On */
            business_on: string;
            document: components["schemas"]["Mention"];
        };
        /**
         * AroundAnswer
         * @description What surrounds a figure: 还在路上 and 可疑.
         */
        AroundAnswer: {
            /** Doubts */
            doubts: components["schemas"]["DoubtAnswer"][];
            /** Form */
            form: string;
            /** Unit */
            unit: string;
            /** Waiting */
            waiting: components["schemas"]["WaitingAnswer"][];
        };
        /**
         * AskBody
         * @description What the store wants.
         */
        AskBody: {
            /**
             * Cover Days
             * @default 1
             */
            cover_days: number;
            /**
             * Lang
             * @default zh
             * @enum {string}
             */
            lang: "zh" | "en";
            /** Lines */
            lines: components["schemas"]["AskLineBody"][];
            /**
             * Needed On
             * Format: date
             * @example 2026-01-31
             */
            needed_on?: string | null;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse: string;
            /**
             * Wave
             * @default first
             */
            wave: string | null;
            /**
             * Weather
             * @default
             */
            weather: string | null;
        };
        /**
         * AskedAnswer
         * @description The draft that waits for its approval.
         */
        AskedAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /**
         * AskLineBody
         * @description So much of a product, in ``unit``; empty: the base unit.
         */
        AskLineBody: {
            /**
             * Product
             * @example 1024
             */
            product: string;
            /**
             * Quantity
             * @example 12
             */
            quantity: string | null;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Unit
             * @example 1024
             */
            unit?: string | null;
        };
        /**
         * AttachmentAnswer
         * @description 附件. ``kind`` is jpg, png or pdf, by content; pictures have a size in pixels and a thumbnail.
         */
        AttachmentAnswer: {
            /** Added At */
            added_at: string;
            /** Added By Name */
            added_by_name: string;
            /** Device */
            device: string;
            /** Height */
            height: number | null;
            /** Id */
            id: string;
            /** Is Mine */
            is_mine: boolean;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size */
            size: number;
            /** Width */
            width: number | null;
            /** Withdrawn At */
            withdrawn_at: string | null;
            /** Withdrawn By Name */
            withdrawn_by_name: string;
            /** Withdrawn Reason */
            withdrawn_reason: string;
        };
        /**
         * AttachmentListAnswer
         * @description Everything attached, oldest first, what was withdrawn too.
         */
        AttachmentListAnswer: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentAnswer"][];
            /** Bytes Max */
            bytes_max: number;
            /** Files Max */
            files_max: number;
            /** May Attach */
            may_attach: boolean;
        };
        /**
         * AuditAnswer
         * @description 核对: how many invariants were asked, how many rows violate one, and what they are.
         */
        AuditAnswer: {
            /** Findings */
            findings: {
                [key: string]: unknown;
            }[];
            /** Invariants */
            invariants: number;
            /** Violations */
            violations: number;
        };
        /**
         * AwardBody
         * @description The offers that were chosen.
         */
        AwardBody: {
            /** Line Ids */
            line_ids: (string | null)[];
        };
        /**
         * BackBody
         * @description So much of a line of the issue comes back, with what inspection said of it.
         */
        BackBody: {
            /**
             * Line
             * @example 1024
             */
            line?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
            /**
             * Serials
             * @default
             */
            serials: string | null;
            /**
             * Verdict
             * @default available
             * @enum {string}
             */
            verdict: "available" | "qc_hold" | "defect";
        };
        /**
         * BackgroundTaskAnswer
         * @description How far it is. ``state``: running, done, stopped, failed; ``step`` is "" while it waits for its turn, and it has
         *     done ``done`` of the step's ``total`` (0 where that is not known). ``about`` is what people call its subject;
         *     ``costing`` is what a change of costing was to be.
         *     ``problems`` say why it failed (the first 500 of ``problem_count``); ``checks``, ``documents``, ``audit``,
         *     ``conversion`` and ``file`` (where to download it, "" for none) are what came of it, null where its kind has none.
         */
        BackgroundTaskAnswer: {
            /** About */
            about: string;
            audit: components["schemas"]["AuditAnswer"] | null;
            /** Checks */
            checks: components["schemas"]["ClosingCheckAnswer"][] | null;
            conversion: components["schemas"]["ConversionOut"] | null;
            costing: components["schemas"]["CostingWishAnswer"] | null;
            /** Created At */
            created_at: string;
            /** Documents */
            documents: components["schemas"]["CostedDocumentAnswer"][] | null;
            /** Done */
            done: number;
            /** File */
            file: string;
            /** Id */
            id: string;
            /** Is Seen */
            is_seen: boolean;
            /** Is Stopping */
            is_stopping: boolean;
            /** Kind */
            kind: string;
            /** Month */
            month: string;
            /** Part */
            part: string;
            /** Problem Count */
            problem_count: number;
            /** Problems */
            problems: components["schemas"]["ProblemAnswer"][];
            /** Run */
            run: string;
            /** Seconds */
            seconds: number;
            /** State */
            state: string;
            /** Step */
            step: string;
            /** Subject */
            subject: string;
            /** Total */
            total: number;
        };
        /**
         * BalanceAnswer
         * @description What lay in one place before and after the document, as it was posted; null where too much happened since.
         */
        BalanceAnswer: {
            /** After */
            after: string | null;
            /** Before */
            before: string | null;
            /** Change */
            change: string;
            /** Place */
            place: string;
            product: components["schemas"]["Named"];
            /** Unit */
            unit: string;
            /** Warehouse */
            warehouse: string | null;
        };
        /**
         * BarcodeOfProduct
         * @description A barcode and the unit it stands on; no unit is the base unit.
         */
        BarcodeOfProduct: {
            /** Code */
            code: string | null;
            /**
             * Unit
             * @default
             */
            unit: string | null;
            /**
             * Unit Id
             * @example 1024
             */
            unit_id?: string | null;
        };
        /**
         * BaseUnitAnswer
         * @description What a product is counted in.
         */
        BaseUnitAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Precision */
            precision: number;
        };
        /**
         * BatchAnswer
         * @description How far it is. ``state``: running, done, stopped, failed.
         */
        BatchAnswer: {
            /** Created At */
            created_at: string;
            /** Done */
            done: number;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Refused */
            refused: components["schemas"]["RefusedAnswer"][];
            /** Refused Count */
            refused_count: number;
            /** Said */
            said: string;
            /** State */
            state: string;
            /** Total */
            total: number;
        };
        /**
         * BatchBody
         * @description So many base units put together, taken apart, or ordered to be made by a bill, into ``warehouse``; a production
         *     order takes its components from ``components_from``, empty the same, and work given out goes to ``processor``, empty
         *     is said later. ``loss`` 0.02: 2 % more of each component.
         */
        BatchBody: {
            /**
             * Batch No
             * @default
             */
            batch_no: string | null;
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Components From
             * @example 1024
             */
            components_from?: string | null;
            /**
             * Loss
             * @default 0
             * @example 0.13
             */
            loss: string | null;
            /**
             * Processor
             * @example 1024
             */
            processor?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
            /**
             * Type
             * @default assembly
             * @enum {string}
             */
            type: "assembly" | "disassembly" | "production_order" | "outsource_order";
            /**
             * Warehouse
             * @example 1024
             */
            warehouse: string;
        };
        /**
         * BestAnswer
         * @description A product that sold well in the last thirty days.
         */
        BestAnswer: {
            /** Net */
            net: string;
            product: components["schemas"]["Named"];
            /** Profit */
            profit: string | null;
            /** Quantity */
            quantity: string;
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
        };
        /**
         * BillAnswer
         * @description A bill with its lines.
         */
        BillAnswer: {
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["BillLineAnswer"][];
            /** Makes */
            makes: string;
            product: components["schemas"]["Named"];
            /** Remark */
            remark: string;
            /** Unit */
            unit: string;
            /** Version */
            version: string;
        };
        /**
         * BillBody
         * @description ``makes`` base units of the product are made up of the lines.
         */
        BillBody: {
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Kind
             * @default kit
             * @enum {string}
             */
            kind: "kit" | "assembly" | "dish";
            /** Lines */
            lines: components["schemas"]["BillLineBody"][];
            /**
             * Makes
             * @example 12
             */
            makes?: string | null;
            /**
             * Product
             * @example 1024
             */
            product?: string | null;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Version
             * @default
             */
            version: string | null;
        };
        /**
         * BillLineAnswer
         * @description A component; ``price`` is its own sale price, for where no standalone price is given.
         */
        BillLineAnswer: {
            component: components["schemas"]["Named"];
            /** Price */
            price: string;
            /** Quantity */
            quantity: string;
            /** Standalone Price */
            standalone_price: string | null;
            /** Unit */
            unit: string;
        };
        /**
         * BillLineBody
         * @description So many base units of a component; what one of them is sold for alone, with tax, empty for its sale price.
         */
        BillLineBody: {
            /**
             * Component
             * @example 1024
             */
            component?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
            /**
             * Standalone Price
             * @example 3.50
             */
            standalone_price?: string | null;
        };
        /**
         * BinBody
         * @description A bin 库位 of a warehouse.
         */
        BinBody: {
            /** Code */
            code: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse?: string | null;
        };
        /**
         * BinsBody
         * @description Labels of bins, one each, of a size, with their code in bars or as a QR code.
         */
        BinsBody: {
            /**
             * Bins
             * @example [
             *       "17"
             *     ]
             */
            bins: string[];
            /**
             * Code
             * @default bars
             * @enum {string}
             */
            code: "bars" | "qr";
            /**
             * Form
             * @default 60x40
             * @example 40x30
             */
            form: string;
        };
        /**
         * BlockedOut
         * @description Something that is in use, and the document that uses it.
         */
        BlockedOut: {
            /** By */
            by: string;
            /** What */
            what: string;
        };
        /**
         * CarryingAccountOut
         * @description An active leaf. ``control`` is the sub-ledger that owns it: only roles with the same mark go with it.
         */
        CarryingAccountOut: {
            /** Code */
            code: string;
            /** Control */
            control: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
        };
        /**
         * CategoryBody
         * @description A category; ``inventory_role`` is the account its stock is kept under.
         */
        CategoryBody: {
            /** Code */
            code: string | null;
            /**
             * Inventory Role
             * @default merchandise
             */
            inventory_role: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /** Name */
            name: string | null;
            /**
             * Parent
             * @example 1024
             */
            parent?: string | null;
            /** Red Days */
            red_days?: number | null;
            /** Yellow Days */
            yellow_days?: number | null;
        };
        /**
         * ChainAnswer
         * @description Where a document came from and what came of it, nearest first.
         */
        ChainAnswer: {
            /** Downstream */
            downstream: components["schemas"]["Mention"][];
            /** Upstream */
            upstream: components["schemas"]["Mention"][];
        };
        /**
         * ChangeAnswer
         * @description What somebody changed: a field of the header, or of the line ``line_no``; ``what`` is changed, added, removed.
         *
         *     Values are as they were shown then; of a line that was added or removed, what it said.
         */
        ChangeAnswer: {
            /** Key */
            key: string;
            /** Line No */
            line_no: number | null;
            /** New */
            new: string;
            /** Old */
            old: string;
            /** What */
            what: string;
        };
        /**
         * ChangedViewBody
         * @description … at the revision that was read.
         */
        ChangedViewBody: {
            /** Content */
            content?: {
                [key: string]: unknown;
            };
            /**
             * Is Shared
             * @default false
             */
            is_shared: boolean | null;
            /** Name */
            name: string | null;
            /** Revision */
            revision: number;
        };
        /**
         * ChecklistOut
         * @description 启用清单.
         */
        ChecklistOut: {
            /** Steps */
            steps: components["schemas"]["StepOut"][];
        };
        /**
         * CheckRowOut
         * @description A control account at the opening, debit minus credit.
         */
        CheckRowOut: {
            /** Account Code */
            account_code: string;
            /** Account Name */
            account_name: string;
            /** Booked */
            booked: string;
            /** Difference */
            difference: string;
            /** Lines */
            lines: number;
            /** Listed */
            listed: string;
            /** Part */
            part: string;
        };
        /**
         * ChecksAnswer
         * @description What can be said beside the lines now.
         */
        ChecksAnswer: {
            credit: components["schemas"]["CreditAnswer"] | null;
            /** Products */
            products: components["schemas"]["ProductCheckAnswer"][];
        };
        /**
         * ChecksBody
         * @description What is being typed.
         */
        ChecksBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Due On
             * Format: date
             * @example 2026-01-31
             */
            due_on?: string | null;
            /**
             * Party
             * @example 1024
             */
            party?: string | null;
            /** Products */
            products?: (string | null)[];
            /** Taken */
            taken?: components["schemas"]["TakenBody"][];
            /** Type */
            type: string;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse?: string | null;
        };
        /**
         * ChoiceAnswer
         * @description One value a field may have.
         */
        ChoiceAnswer: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * ChoiceOut
         * @description One thing to choose from.
         */
        ChoiceOut: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * CloseLineAnswer
         * @description A line the close takes whole, in base units.
         */
        CloseLineAnswer: {
            /** Product */
            product: string;
            /** Quantity */
            quantity: string;
            /** Source Line */
            source_line: string;
        };
        /**
         * ClosingBody
         * @description Why the rest will not be delivered.
         */
        ClosingBody: {
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * ClosingCheckAnswer
         * @description One line of the check before closing; ``level`` is block or warn, fine when ``count`` is 0.
         */
        ClosingCheckAnswer: {
            /** Count */
            count: number;
            /** Key */
            key: string;
            /** Level */
            level: string;
            link: components["schemas"]["LinkAnswer"] | null;
            /** Sentences */
            sentences: string[];
        };
        /**
         * ClosingPreviewAnswer
         * @description What closing an order short would do; nothing is written. ``state`` is what the order will be.
         */
        ClosingPreviewAnswer: {
            /** Freed */
            freed: components["schemas"]["FreedAnswer"][];
            /** Lines */
            lines: components["schemas"]["OrderedLineAnswer"][];
            /** State */
            state: string;
        };
        /**
         * ColumnAnswer
         * @description A column that a document of the type can have on paper.
         */
        ColumnAnswer: {
            /** Is Price */
            is_price: boolean;
            /** Is Tax */
            is_tax: boolean;
            /** Is Usual */
            is_usual: boolean;
            /** Key */
            key: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * ColumnBody
         * @description A column and its width in millimetres, 0 for as wide as it needs.
         */
        ColumnBody: {
            /**
             * Key
             * @example product.name
             */
            key: string;
            /**
             * Width
             * @default 0
             * @example 45
             */
            width: number;
        };
        /**
         * ColumnChoiceAnswer
         * @description A chosen column; ``width`` 0 is as wide as it needs.
         */
        ColumnChoiceAnswer: {
            /** Key */
            key: string;
            /** Width */
            width: number;
        };
        /**
         * CommentAnswer
         * @description 留言.
         */
        CommentAnswer: {
            /** Device */
            device: string;
            /** Id */
            id: string;
            /** Is Mine */
            is_mine: boolean;
            /** Said At */
            said_at: string;
            /** Said By Name */
            said_by_name: string;
            /** Text */
            text: string;
        };
        /**
         * CommentBody
         * @description What to say.
         */
        CommentBody: {
            /** Text */
            text: string;
        };
        /**
         * CommentListAnswer
         * @description What was said, oldest first.
         */
        CommentListAnswer: {
            /** Comments */
            comments: components["schemas"]["CommentAnswer"][];
        };
        /**
         * CommitBody
         * @description … and whether the good rows go without the others.
         */
        CommitBody: {
            /** Edits */
            edits?: {
                [key: string]: {
                    [key: string]: string;
                };
            } | null;
            /**
             * Good Rows Only
             * @default false
             */
            good_rows_only: boolean;
            /** Mapping */
            mapping?: {
                [key: string]: string | null;
            } | null;
            /**
             * On
             * Format: date
             * @example 2026-01-31
             */
            on?: string | null;
        };
        /**
         * CompanyAboutBody
         * @description What a company says about itself on paper and on invoices.
         */
        CompanyAboutBody: {
            /**
             * Address
             * @default
             */
            address: string | null;
            /**
             * Bank Account
             * @default
             */
            bank_account: string | null;
            /**
             * Bank Name
             * @default
             */
            bank_name: string | null;
            /** Name */
            name: string | null;
            /**
             * Phone
             * @default
             */
            phone: string | null;
            /**
             * Tax Number
             * @default
             */
            tax_number: string | null;
        };
        /**
         * CompanyAboutOut
         * @description The company; what is fixed since it was opened stands beside what may change.
         */
        CompanyAboutOut: {
            /** Address */
            address: string;
            /** Bank Account */
            bank_account: string;
            /** Bank Name */
            bank_name: string;
            /** Code */
            code: string;
            /** Currency */
            currency: string;
            /** Has Logo */
            has_logo: boolean;
            /** May Change */
            may_change: boolean;
            /** May Change Logo */
            may_change_logo: boolean;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /** Standard */
            standard: string;
            /** Started On */
            started_on: string;
            /** Tax Number */
            tax_number: string;
            /** Taxpayer */
            taxpayer: string;
        };
        /**
         * CompanyAnswer
         * @description A company 账套 the user has a role in.
         */
        CompanyAnswer: {
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Is Demo */
            is_demo: boolean;
            /** Is Practice */
            is_practice: boolean;
            /** Name */
            name: string;
            /** Standard */
            standard: string;
            /** Started On */
            started_on: string;
            /** Taxpayer */
            taxpayer: string;
        };
        /**
         * CompanyBody
         * @description The company to work in.
         */
        CompanyBody: {
            /**
             * Company Id
             * @example 1024
             */
            company_id: string | null;
        };
        /**
         * ConsequencesOut
         * @description What undoing would do; refused while ``blocked`` is not empty (its first hundred). ``is_large``: so many rows
         *     that it is better started as a background task.
         */
        ConsequencesOut: {
            /** Blocked */
            blocked: components["schemas"]["BlockedOut"][];
            /** Blocked Count */
            blocked_count: number;
            /** Documents */
            documents: string[];
            /** Is Large */
            is_large: boolean;
            /** Lists */
            lists: number;
            /** Removed */
            removed: number;
            /** Switched Off */
            switched_off: number;
        };
        /**
         * ConversionOut
         * @description What a change does to what is in stock: the first 500 products, and the sums of all ``product_count``.
         */
        ConversionOut: {
            /** Amount */
            amount: string | null;
            /** Product Count */
            product_count: number;
            /** Products */
            products: components["schemas"]["ConvertedOut"][];
            /** Variance */
            variance: string | null;
        };
        /**
         * ConvertedOut
         * @description A product with stock that goes over; ``variance`` comes from 1404 into stock.
         */
        ConvertedOut: {
            /** Amount */
            amount: string | null;
            /** Method After */
            method_after: string;
            /** Method Before */
            method_before: string;
            /** Name */
            name: string;
            /** Pools After */
            pools_after: number;
            /** Pools Before */
            pools_before: number;
            /** Quantity */
            quantity: string;
            /** Scope After */
            scope_after: string;
            /** Scope Before */
            scope_before: string;
            /** Variance */
            variance: string | null;
        };
        /**
         * CostedDocumentAnswer
         * @description A document that costed goods of a month.
         */
        CostedDocumentAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
        };
        /**
         * CostedProductOut
         * @description A product: by which method, from where it has it, and what its pools hold: ``amount`` is null without the right
         *     to see cost, both are to who sees some warehouses only.
         */
        CostedProductOut: {
            /** Amount */
            amount: string | null;
            /** Category */
            category: string;
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Method */
            method: string;
            /** Name */
            name: string;
            /** Pool Count */
            pool_count: number;
            /** Quantity */
            quantity: string | null;
            /** Tracking */
            tracking: string;
        };
        /**
         * CostingBody
         * @description A change: of the company's method or scope, or of a category's method.
         */
        CostingBody: {
            /**
             * Category
             * @default
             */
            category: string | null;
            /**
             * Effective On
             * Format: date
             * @example 2026-01-31
             */
            effective_on?: string | null;
            /**
             * Subject
             * @enum {string}
             */
            subject: "method" | "scope" | "category";
            /** Value */
            value: string | null;
        };
        /**
         * CostingCategoryOut
         * @description A category: ``own`` is what was chosen for it, "" what it takes from above; ``method`` is what holds.
         */
        CostingCategoryOut: {
            /** Code */
            code: string;
            /** Depth */
            depth: number;
            /** Id */
            id: string;
            /** Method */
            method: string;
            /** Name */
            name: string;
            /** Own */
            own: string;
            /** Product Count */
            product_count: number;
        };
        /**
         * CostingChoiceBody
         * @description A method for a category, and the day from which it holds (today when left out).
         */
        CostingChoiceBody: {
            /**
             * Effective On
             * Format: date
             * @example 2026-01-31
             */
            effective_on?: string | null;
            /** Method */
            method: string | null;
        };
        /**
         * CostingChoiceOut
         * @description A category with the costing method of its goods; "" follows the company. ``own``: it was chosen here.
         */
        CostingChoiceOut: {
            /** Code */
            code: string;
            /** Costing Method */
            costing_method: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Own */
            own: string;
        };
        /**
         * CostingDecisionOut
         * @description One decision: of the company (``category`` "") or a category; ``scope`` where that was decided.
         */
        CostingDecisionOut: {
            /** By */
            by: string;
            /** Category */
            category: string;
            /** Effective On */
            effective_on: string;
            /** Method */
            method: string;
            /** Pool Count */
            pool_count: number;
            /** Scope */
            scope: string;
            /** Set At */
            set_at: string;
        };
        /**
         * CostingOut
         * @description The whole page. ``next_on`` is the first day a change may hold from, as far as goods have moved already.
         *     ``is_large``: so many products that a trial and a change are better started as background tasks.
         */
        CostingOut: {
            /** Categories */
            categories: components["schemas"]["CostingCategoryOut"][];
            /** Has Moved */
            has_moved: boolean;
            /** History */
            history: components["schemas"]["CostingDecisionOut"][];
            /** Is Large */
            is_large: boolean;
            /** May Change */
            may_change: boolean;
            /** Method */
            method: string;
            /** Next On */
            next_on: string;
            /** Scope */
            scope: string;
        };
        /**
         * CostingWishAnswer
         * @description The change of costing that a task tries or makes; ``category`` "" of the company's.
         */
        CostingWishAnswer: {
            /** Category */
            category: string;
            /** Effective On */
            effective_on: string;
            /**
             * Subject
             * @enum {string}
             */
            subject: "method" | "scope" | "category";
            /** Value */
            value: string;
        };
        /**
         * CountAnswer
         * @description A count and how far it is. Amounts and what the books say are null where they may not be seen. ``is_large``: so
         *     many lines that handing in, approving and posting are better started as background tasks.
         */
        CountAnswer: {
            /** Approved By */
            approved_by: string;
            /** Base At */
            base_at: string | null;
            /** Bins */
            bins: string[];
            /** Business On */
            business_on: string;
            /** Counted Count */
            counted_count: number;
            /** Created By */
            created_by: string;
            /** Difference Count */
            difference_count: number | null;
            /** Documents */
            documents: components["schemas"]["CountDocumentAnswer"][];
            /** Gain Amount */
            gain_amount: string | null;
            /** Gain Document Id */
            gain_document_id: string | null;
            /** Id */
            id: string;
            /** Is Blind */
            is_blind: boolean;
            /** Is Large */
            is_large: boolean;
            /** Line Count */
            line_count: number;
            /** Loss Amount */
            loss_amount: string | null;
            /** Loss Document Id */
            loss_document_id: string | null;
            /** Lots */
            lots: string[];
            /** May */
            may: {
                [key: string]: boolean;
            };
            /** Mode */
            mode: string;
            /** Number */
            number: string;
            /** Recount Count */
            recount_count: number;
            /** Remark */
            remark: string;
            /** Reviewed By */
            reviewed_by: string;
            /** Sees Book */
            sees_book: boolean;
            /** State */
            state: string;
            /** State Label */
            state_label: string;
            /** Warehouse */
            warehouse: string;
            /** Warehouse Id */
            warehouse_id: string;
        };
        /**
         * CountDocumentAnswer
         * @description A gain or loss that a count made: of our own goods (``owner`` "") or of somebody else's.
         */
        CountDocumentAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Owner */
            owner: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * CountLineAnswer
         * @description One line; book, difference and amount are null in a blind count that is under way.
         */
        CountLineAnswer: {
            /** Amount */
            amount: string | null;
            /** Bin */
            bin: string;
            /** Book */
            book: string | null;
            /** Book Weight */
            book_weight: string | null;
            /** Cause */
            cause: string;
            /** Code */
            code: string;
            /** Compensation */
            compensation: string;
            /** Counted By */
            counted_by: string;
            /** Difference */
            difference: string | null;
            /** First */
            first: string | null;
            /** First Weight */
            first_weight: string | null;
            /** Found */
            found: string | null;
            /** Found Weight */
            found_weight: string | null;
            /** Given Amount */
            given_amount: string | null;
            /** Id */
            id: string;
            /** Is Doubtful */
            is_doubtful: boolean;
            /** Lot */
            lot: string;
            /** Must Recount */
            must_recount: boolean;
            /** Name */
            name: string;
            /** Needs Cost */
            needs_cost: boolean;
            /** Owner */
            owner: string;
            /** Product Id */
            product_id: string;
            /** Recounted By */
            recounted_by: string;
            /** Remark */
            remark: string;
            /** Responsible */
            responsible: string;
            /** Second */
            second: string | null;
            /** Second Weight */
            second_weight: string | null;
            /** Specification */
            specification: string;
            /** Status */
            status: string;
            /** Unit */
            unit: string;
            /** Weight Difference */
            weight_difference: string | null;
            /** Weight Unit */
            weight_unit: string;
        };
        /**
         * CountLineListAnswer
         * @description Lines of one page, in the order of product codes.
         */
        CountLineListAnswer: {
            /** Rows */
            rows: components["schemas"]["CountLineAnswer"][];
            /** Total */
            total: number;
        };
        /**
         * CountListAnswer
         * @description Counts, the newest first.
         */
        CountListAnswer: {
            /** Rows */
            rows: components["schemas"]["CountAnswer"][];
            /** Total */
            total: number;
        };
        /**
         * CreditAnswer
         * @description 信用: ``left`` = limit − receivable − what is on the way, before this document. ``check`` REFUSE, WARN or OFF.
         */
        CreditAnswer: {
            /** Check */
            check: string;
            /** Left */
            left: string;
            /** Limit */
            limit: string;
            /** On The Way */
            on_the_way: string;
            /** Receivable */
            receivable: string;
        };
        /**
         * DayAnswer
         * @description A day on which something changes.
         */
        DayAnswer: {
            /** Atp */
            atp: string;
            /** Balance */
            balance: string;
            /** On */
            on: string;
        };
        /**
         * DayToCloseAnswer
         * @description What a close of the day takes now.
         */
        DayToCloseAnswer: {
            /** Amount */
            amount: string;
            /** Lines */
            lines: components["schemas"]["CloseLineAnswer"][];
            /** Refunds */
            refunds: number;
            /** Taken */
            taken: components["schemas"]["TakenAnswer"][];
            /** Tickets */
            tickets: number;
        };
        /**
         * DecisionOut
         * @description A decision that was taken; ``by`` is "" where the product took it.
         */
        DecisionOut: {
            /** By */
            by: string;
            /** Effective On */
            effective_on: string;
            /** Set At */
            set_at: string;
            /** Value */
            value: string;
        };
        /**
         * DefaultBody
         * @description The key of the template that becomes the default: an own one, or ``builtin``.
         */
        DefaultBody: {
            /**
             * Template
             * @example builtin
             */
            template: string;
        };
        /**
         * DepartmentBody
         * @description A department.
         */
        DepartmentBody: {
            /** Code */
            code: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /** Name */
            name: string | null;
        };
        /**
         * DictionaryEntryAnswer
         * @description An entry of a small list. Documents keep ``code``, parties and price lists ``name``; settlement terms have
         *     ``days``, expense items the account role they are booked to.
         */
        DictionaryEntryAnswer: {
            /** Code */
            code: string;
            /** Days */
            days: number | null;
            /** Is Active */
            is_active: boolean;
            /** Is Ready */
            is_ready: boolean;
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
            /** Role */
            role: string;
        };
        /**
         * DictionaryEntryBody
         * @description An entry; ``days`` and ``role`` (admin, selling, finance) only where the list has them.
         *     ``code``, of the name when it is left out, stays.
         */
        DictionaryEntryBody: {
            /**
             * Code
             * @default
             */
            code: string | null;
            /** Days */
            days?: number | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /** Name */
            name: string | null;
            /**
             * Name En
             * @default
             */
            name_en: string | null;
            /**
             * Role
             * @default
             */
            role: string | null;
        };
        /**
         * DictionaryOrderBody
         * @description Every code of the list, once, in the order they shall stand in.
         */
        DictionaryOrderBody: {
            /** Codes */
            codes: string[];
        };
        /**
         * DistributeBody
         * @description What is sent, from which warehouse.
         */
        DistributeBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /** Lines */
            lines: components["schemas"]["GivenBody"][];
            /**
             * Warehouse
             * @example 1024
             */
            warehouse: string;
        };
        /**
         * DocumentDetailAnswer
         * @description One document in full. Header and line carry the fields of the type beside the common ones.
         */
        DocumentDetailAnswer: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentAnswer"][];
            chain: components["schemas"]["ChainAnswer"];
            /** Comments */
            comments: components["schemas"]["CommentAnswer"][];
            /** Document */
            document: {
                [key: string]: unknown;
            };
            effects: components["schemas"]["EffectsAnswer"];
            /** History */
            history: components["schemas"]["EventAnswer"][];
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** May Attach */
            may_attach: boolean;
            picture: components["schemas"]["PictureAnswer"];
            /** Targets */
            targets: components["schemas"]["TargetAnswer"][];
        };
        /**
         * DocumentHoldsAnswer
         * @description What a document holds now, and what moved it to other lots.
         */
        DocumentHoldsAnswer: {
            /** Held */
            held: components["schemas"]["HeldLotAnswer"][];
            /** Moved */
            moved: components["schemas"]["OtherLotAnswer"][];
        };
        /**
         * DocumentListAnswer
         * @description A page of documents; ``total`` and ``sums`` are of all pages. ``next`` and ``previous`` are cursors of the
         *     neighbouring pages, empty where there are none or the order has none.
         */
        DocumentListAnswer: {
            /** Next */
            next: string;
            /** Previous */
            previous: string;
            /** Rows */
            rows: components["schemas"]["DocumentRow"][];
            sums: components["schemas"]["TotalsAnswer"];
            /** Total */
            total: number;
        };
        /**
         * DocumentName
         * @description A document by name.
         */
        DocumentName: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * DocumentRow
         * @description A document in a list. Of an order to make goods ``made`` is the product, and ``progress`` how much of how much
         *     is there; "" for others.
         */
        DocumentRow: {
            /** Amount Incl */
            amount_incl: string | null;
            /** Amount Net */
            amount_net: string | null;
            /** Amount Tax */
            amount_tax: string | null;
            /** Business On */
            business_on: string;
            /** Created At */
            created_at: string;
            /** Created By Name */
            created_by_name: string;
            department: components["schemas"]["Named"] | null;
            /** Due On */
            due_on: string | null;
            fund_account: components["schemas"]["Named"] | null;
            handler: components["schemas"]["Named"] | null;
            /** Id */
            id: string;
            /** Is Red */
            is_red: boolean;
            /** Made */
            made: string;
            /** Number */
            number: string;
            party: components["schemas"]["Named"] | null;
            /** Posted At */
            posted_at: string | null;
            /** Posted By Name */
            posted_by_name: string;
            /** Progress */
            progress: string;
            /** Remark */
            remark: string;
            /** Revision */
            revision: number;
            /** Source Number */
            source_number: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
            /** Version */
            version: number;
            warehouse: components["schemas"]["Named"] | null;
            warehouse_to: components["schemas"]["Named"] | null;
        };
        /**
         * DocumentTotalsAnswer
         * @description Number and sums of a whole list; not exact means at least so many. ``hidden``: what the filters hide when they
         *     leave nothing.
         */
        DocumentTotalsAnswer: {
            /** Hidden */
            hidden: number | null;
            /** Is Exact */
            is_exact: boolean;
            sums: components["schemas"]["TotalsAnswer"];
            /** Total */
            total: number;
        };
        /**
         * DoneAnswer
         * @description It was done.
         */
        DoneAnswer: {
            /** Id */
            id: string;
        };
        /**
         * DoubtAnswer
         * @description Something that looks wrong, and what to do. ``severity``: red, orange or yellow; ``code`` and ``data`` are for
         *     readers of other languages.
         */
        DoubtAnswer: {
            /** Code */
            code: string;
            /** Data */
            data: {
                [key: string]: string;
            };
            /** Documents */
            documents: components["schemas"]["WhyDocument"][];
            /** Severity */
            severity: string;
            /** Text */
            text: string;
        };
        /**
         * DunningBody
         * @description Which customers are asked to pay what is overdue on a day; no day is today.
         */
        DunningBody: {
            /**
             * As Of
             * Format: date
             * @example 2026-01-31
             */
            as_of?: string | null;
            draft?: components["schemas"]["TemplateBody"] | null;
            /** Paper */
            paper?: string | null;
            /** Parties */
            parties?: string[];
            /** Template */
            template?: string | null;
        };
        /**
         * EdgeAnswer
         * @description What joins two documents: ``carried`` (lines, and quantity where the unit is one), ``settled``, ``reversed``.
         */
        EdgeAnswer: {
            /** Amount */
            amount: string | null;
            /** Kind */
            kind: string;
            /** Lines */
            lines: number;
            /** Quantity */
            quantity: string | null;
            /** Source */
            source: string;
            /** Target */
            target: string;
            /** Unit */
            unit: string;
        };
        /**
         * EffectsAnswer
         * @description What a document did to the books.
         */
        EffectsAnswer: {
            /** Balances */
            balances: components["schemas"]["BalanceAnswer"][];
            /** Entries */
            entries: components["schemas"]["EntryAnswer"][];
            /** Items */
            items: components["schemas"]["ItemAnswer"][];
            /** Moves */
            moves: components["schemas"]["MoveAnswer"][];
            /** Values */
            values: components["schemas"]["ValueAnswer"][];
        };
        /**
         * EliminationAnswer
         * @description What one company still holds of another's profit, of one product.
         */
        EliminationAnswer: {
            /** Balance */
            balance: string;
            /** Balance Quantity */
            balance_quantity: string;
            /** Bought */
            bought: string;
            /** Buyer */
            buyer: string;
            /** Code */
            code: string;
            /** Cost */
            cost: string;
            /** Margin Rate */
            margin_rate: string;
            product: components["schemas"]["Named"];
            /** Seller */
            seller: string;
            /** Share */
            share: string;
            /** Sold */
            sold: string;
            /** Unit */
            unit: string;
            /** Unrealised */
            unrealised: string;
        };
        /**
         * ElsewhereAnswer
         * @description Available in another warehouse, in base units.
         */
        ElsewhereAnswer: {
            /** Available */
            available: string;
            warehouse: components["schemas"]["Named"];
        };
        /**
         * EmployeeBody
         * @description An employee; ``username`` is the login name where the employee signs in, "" where not.
         */
        EmployeeBody: {
            /** Code */
            code: string | null;
            /**
             * Department
             * @example 1024
             */
            department?: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /** Name */
            name: string | null;
            /**
             * Username
             * @default
             */
            username: string | null;
        };
        /**
         * EnteredAnswer
         * @description The lines that took an entry, as they are now.
         */
        EnteredAnswer: {
            /** Lines */
            lines: components["schemas"]["CountLineAnswer"][];
        };
        /**
         * EntriesBody
         * @description Quantities, all written or none. ``round`` 2 is the second count of what is to be counted again.
         */
        EntriesBody: {
            /** Entries */
            entries: components["schemas"]["EntryBody"][];
            /**
             * Round
             * @default 1
             * @enum {integer}
             */
            round: 1 | 2;
        };
        /**
         * EntryAnswer
         * @description 分录. ``hidden_line_count`` lines are not shown because they tell cost.
         */
        EntryAnswer: {
            /** Business On */
            business_on: string;
            /** Hidden Line Count */
            hidden_line_count: number;
            /** Id */
            id: string;
            /** Lines */
            lines: components["schemas"]["EntryLineAnswer"][];
            /** Purpose */
            purpose: string;
            /** Summary */
            summary: string;
            /** Voucher */
            voucher: string | null;
            /** Voucher Id */
            voucher_id?: string | null;
        };
        /**
         * EntryBody
         * @description A quantity found: of a line, or of the product that a code or barcode names.
         */
        EntryBody: {
            /**
             * Adds
             * @description 加到已录的数量上(连续扫码)
             * @default false
             */
            adds: boolean;
            /**
             * Code
             * @default
             */
            code: string | null;
            /** Line */
            line?: string | null;
            /**
             * Lot No
             * @description 批号:同一商品有几个批次在盘时,说是哪一个
             */
            lot_no?: (string | null) | null;
            /** Quantity */
            quantity: string | null;
            /**
             * Row
             * @description 它在表格里的行号,拒绝时说的是这一行;0 按顺序数
             * @default 0
             */
            row: number;
            /**
             * Weight
             * @description 实称重量,只用于双计量商品;不填即未称
             * @default
             */
            weight: string | null;
        };
        /**
         * EntryFactsAnswer
         * @description How many use an entry, and who changed it last.
         */
        EntryFactsAnswer: {
            /** Changed At */
            changed_at: string | null;
            /** Changed By */
            changed_by: string;
            /** Id */
            id: string;
            /** Used */
            used: number;
        };
        /**
         * EntryLineAnswer
         * @description 分录行.
         */
        EntryLineAnswer: {
            /** Account Code */
            account_code: string;
            /** Account Id */
            account_id?: string | null;
            /** Account Name */
            account_name: string;
            /** Credit */
            credit: string;
            /** Debit */
            debit: string;
            /**
             * Memo
             * @default
             */
            memo: string;
            /** Party */
            party?: string | null;
        };
        /**
         * EstimateBody
         * @description Which run: REVERSE 月初回冲, ESTIMATE 月末重估.
         */
        EstimateBody: {
            /**
             * Run
             * @enum {string}
             */
            run: "REVERSE" | "ESTIMATE";
        };
        /**
         * EstimateLineAnswer
         * @description A receipt line and what of its estimate is reversed or made again.
         */
        EstimateLineAnswer: {
            /** Amount */
            amount: string;
            /** Business On */
            business_on: string;
            /** Document Id */
            document_id: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            /** Product */
            product: string;
        };
        /**
         * EstimateRunAnswer
         * @description A run of a month: its day, how many lines and how much, and the first lines.
         */
        EstimateRunAnswer: {
            /** Amount */
            amount: string;
            /** Count */
            count: number;
            /** Lines */
            lines: components["schemas"]["EstimateLineAnswer"][];
            /** On */
            on: string;
            /** Run */
            run: string;
        };
        /**
         * EventAnswer
         * @description Who did what, when, on which device. ``data`` holds texts that depend on the action: name, reason, number.
         */
        EventAnswer: {
            /** Action */
            action: string;
            /** At */
            at: string;
            /** Changes */
            changes: components["schemas"]["ChangeAnswer"][];
            /** Changes More */
            changes_more: number;
            /** Data */
            data: {
                [key: string]: string;
            };
            /** Device */
            device: string;
            /** User Name */
            user_name: string;
        };
        /**
         * ExchangeBody
         * @description What comes back and what goes out; ``reason`` is one of the reasons of a sales return.
         */
        ExchangeBody: {
            /** Back */
            back?: components["schemas"]["BackBody"][];
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /** Instead */
            instead?: components["schemas"]["InsteadBody"][];
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * ExchangePreviewAnswer
         * @description What an exchange would do; amounts with tax, null for who may not see them. ``difference`` > 0: the customer pays
         *     on top. ``refolded``: how many later events of the same goods are costed again with it.
         */
        ExchangePreviewAnswer: {
            /** Back */
            back: string | null;
            /** Difference */
            difference: string | null;
            /** Instead */
            instead: components["schemas"]["InsteadAnswer"][];
            /** Refolded */
            refolded: number;
            /** Sent */
            sent: string | null;
            /** Sentences */
            sentences: string[];
        };
        /**
         * ExpectedAnswer
         * @description A document that will bring (``is_supply``) or take goods on a day; ``balance`` is what is then left, ``atp`` what
         *     may be promised from that day. ``document`` is null where the caller may not view it.
         */
        ExpectedAnswer: {
            /** Atp */
            atp: string;
            /** Balance */
            balance: string;
            document: components["schemas"]["DocumentName"] | null;
            /** Is Supply */
            is_supply: boolean;
            /** On */
            on: string;
            /** Party */
            party: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * ExportBody
         * @description A list as it is shown.
         */
        ExportBody: {
            /** Columns */
            columns: components["schemas"]["ColumnBody"][];
            /**
             * Language
             * @default zh
             * @enum {string}
             */
            language: "zh" | "en";
            query: components["schemas"]["ListBody"];
            /** Title */
            title: string;
        };
        /**
         * FactorAnswer
         * @description A row of the tables; without days it is weather.
         */
        FactorAnswer: {
            /** First On */
            first_on: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "holiday" | "weather";
            /** Last On */
            last_on: string | null;
            /** Name */
            name: string;
            /** Rate */
            rate: string;
        };
        /**
         * FactorBody
         * @description A holiday with its days, or weather without; ``rate`` 1.2 = a fifth more.
         */
        FactorBody: {
            /**
             * First On
             * Format: date
             * @example 2026-01-31
             */
            first_on?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "holiday" | "weather";
            /**
             * Last On
             * Format: date
             * @example 2026-01-31
             */
            last_on?: string | null;
            /**
             * Name
             * @default
             */
            name: string | null;
            /**
             * Rate
             * @example 0.13
             */
            rate?: string | null;
        };
        /**
         * FactorsAnswer
         * @description The tables, and whether the caller may change them.
         */
        FactorsAnswer: {
            /** May Change */
            may_change: boolean;
            /** Rows */
            rows: components["schemas"]["FactorAnswer"][];
        };
        /**
         * FactorsBody
         * @description The whole list.
         */
        FactorsBody: {
            /** Rows */
            rows?: components["schemas"]["FactorBody"][];
        };
        /**
         * FieldAnswer
         * @description A field of header or line.
         */
        FieldAnswer: {
            /** Choices */
            choices: components["schemas"]["FieldChoiceAnswer"][];
            /** Default */
            default: string | null;
            /** Help */
            help: string;
            /** Help En */
            help_en: string;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Listed */
            listed: string;
            /** Required */
            required: boolean;
            /** Shown For */
            shown_for: string;
            /** Shows Cost */
            shows_cost: boolean;
        };
        /**
         * FieldChoiceAnswer
         * @description The same of a field; one that is stopped stays for documents that name it.
         */
        FieldChoiceAnswer: {
            /** Code */
            code: string;
            /** Is Active */
            is_active: boolean;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * FilterFieldAnswer
         * @description A field a list can be filtered by.
         */
        FilterFieldAnswer: {
            /** Choices */
            choices: string[];
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Nullable */
            nullable: boolean;
            /** Operators */
            operators: string[];
        };
        /**
         * FinishedAnswer
         * @description Background work that ended, or a task at work. ``kind``: post, close, cancel, export, print, import or that of a
         *     task; ``state``: done, stopped, failed, undone, and running of a task. ``reasons`` say why, ``problems`` as errors
         *     tell it where that is known; ``path`` is a page, ``file`` a download, "" where there is none.
         */
        FinishedAnswer: {
            /** At */
            at: string;
            /** Done */
            done: number;
            /** File */
            file: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Part */
            part: string;
            /** Path */
            path: string;
            /** Problems */
            problems: components["schemas"]["ProblemAnswer"][];
            /** Reasons */
            reasons: string[];
            /** Refused */
            refused: number;
            /** State */
            state: string;
        };
        /**
         * FormBody
         * @description The form as it stands, incomplete and wrong as it may be. ``form`` is the client's own and not looked into.
         */
        FormBody: {
            /**
             * Amount
             * @example 113.00
             */
            amount?: string | null;
            /**
             * Document Id
             * @example 1024
             */
            document_id?: string | null;
            /**
             * Force
             * @description 覆盖别处保存的更新版本
             * @default false
             */
            force: boolean;
            /** Form */
            form: {
                [key: string]: unknown;
            };
            /**
             * Key
             * @description 过账时将使用的 Idempotency-Key
             */
            key: string;
            /**
             * Line Count
             * @default 0
             */
            line_count: number;
            /**
             * Number
             * @default
             */
            number: string | null;
            /**
             * Party Name
             * @default
             */
            party_name: string | null;
            /** Type Code */
            type_code: string;
            /**
             * Version
             * @description 这一份所依据的版本,新录入为 0
             * @default 0
             */
            version: number;
            /**
             * Writer
             * @description 浏览器窗口的编号
             */
            writer: string;
        };
        /**
         * FreedAnswer
         * @description Reserved goods that become available.
         */
        FreedAnswer: {
            /** Place */
            place: string;
            product: components["schemas"]["Named"];
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
        };
        /**
         * FundAccountBody
         * @description A fund account; ``role`` is cash, bank or other_monetary.
         */
        FundAccountBody: {
            /**
             * Bank Account
             * @default
             */
            bank_account: string | null;
            /**
             * Bank Name
             * @default
             */
            bank_name: string | null;
            /** Code */
            code: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /** Name */
            name: string | null;
            /**
             * Role
             * @default bank
             */
            role: string | null;
        };
        /**
         * FundBody
         * @description Where money lies: ``role`` is cash, bank or other_monetary.
         */
        FundBody: {
            /** Name */
            name: string | null;
            /** Role */
            role: string | null;
        };
        /**
         * FundOut
         * @description A fund account proposed.
         */
        FundOut: {
            /** Name */
            name: string;
            /** Role */
            role: string;
        };
        /**
         * GivenBody
         * @description So much of a requisition's line, in base units.
         */
        GivenBody: {
            /**
             * Line
             * @example 1024
             */
            line: string;
            /**
             * Quantity
             * @example 12
             */
            quantity: string | null;
        };
        /**
         * GoodsBody
         * @description Products.
         */
        GoodsBody: {
            /** Products */
            products: string[];
        };
        /**
         * GroupCompanyAnswer
         * @description A company the person also works in, with the parties and warehouses to choose from.
         */
        GroupCompanyAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Parties */
            parties: components["schemas"]["Named"][];
            /** Warehouses */
            warehouses: components["schemas"]["Named"][];
        };
        /**
         * GroupLineLeftAnswer
         * @description A line of a trade, and what of it may still go back.
         */
        GroupLineLeftAnswer: {
            /** Code */
            code: string;
            /** Left */
            left: string;
            /** Line No */
            line_no: number;
            /** Lot No */
            lot_no: string;
            /** Name */
            name: string;
            /** Quantity */
            quantity: string;
            /** Specification */
            specification: string;
            /** Tracking */
            tracking: string;
            /** Unit */
            unit: string;
            /** Weight Unit */
            weight_unit: string;
        };
        /**
         * GroupLinkAnswer
         * @description A linked company. ``is_mutual``: the other company has us too.
         */
        GroupLinkAnswer: {
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Is Mutual */
            is_mutual: boolean;
            /** Is Same Entity */
            is_same_entity: boolean;
            /** Markup */
            markup: string;
            other_company: components["schemas"]["Named"];
            other_party: components["schemas"]["Named"] | null;
            party: components["schemas"]["Named"];
        };
        /**
         * GroupLinkBody
         * @description Which company of the group is which party, in both companies.
         */
        GroupLinkBody: {
            /**
             * Is Active
             * @default true
             */
            is_active: boolean;
            /**
             * Is Same Entity
             * @default false
             */
            is_same_entity: boolean | null;
            /**
             * Markup
             * @default 0
             * @example 0.13
             */
            markup: string | null;
            /**
             * Other Company
             * @example 1024
             */
            other_company: string;
            /**
             * Other Party
             * @example 1024
             */
            other_party: string;
            /**
             * Party
             * @example 1024
             */
            party: string;
        };
        /**
         * GroupPostedAnswer
         * @description A document that was posted.
         */
        GroupPostedAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * GroupReturnBody
         * @description What goes back. The warehouses are those of the trade where none is named.
         */
        GroupReturnBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /** Buyer Warehouse */
            buyer_warehouse?: string | null;
            /** Lines */
            lines: components["schemas"]["GroupReturnLineBody"][];
            /**
             * Reason
             * @default quality
             */
            reason: string | null;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /** Seller Warehouse */
            seller_warehouse?: string | null;
        };
        /**
         * GroupReturnLineBody
         * @description How much of a line of the trade goes back, in base units.
         */
        GroupReturnLineBody: {
            /**
             * Aux Quantity
             * @description 实称重量,双计量商品;不填按件数从原单带出
             * @example 12
             */
            aux_quantity?: string | null;
            /**
             * Bin
             * @description 买方从哪个库位退出
             * @default
             */
            bin: string | null;
            /**
             * Bin To
             * @description 卖方放入的库位
             * @default
             */
            bin_to: string | null;
            /** Line No */
            line_no: number;
            /**
             * Quantity
             * @example 12
             */
            quantity: string | null;
            /**
             * Serials
             * @default
             */
            serials: string | null;
        };
        /**
         * GroupReversalBody
         * @description Why, and on which day.
         */
        GroupReversalBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * GroupSideAnswer
         * @description A document of a trade.
         */
        GroupSideAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * GroupTradeAnswer
         * @description A trade seen from the present company. Invoice and the other side's document where there are any to be seen.
         *     ``returns``: the trade of which goods came back by this one.
         */
        GroupTradeAnswer: {
            /** Amount Incl */
            amount_incl: string;
            /** Amount Net */
            amount_net: string;
            /** Business On */
            business_on: string;
            document: components["schemas"]["GroupSideAnswer"];
            /** Ict Id */
            ict_id: string;
            invoice: components["schemas"]["GroupSideAnswer"] | null;
            /** Is Same Entity */
            is_same_entity: boolean;
            /** Markup */
            markup: string;
            other: components["schemas"]["GroupSideAnswer"] | null;
            other_company: components["schemas"]["Named"];
            /** Pricing */
            pricing: string;
            /** Returns */
            returns: string | null;
            /** Side */
            side: string;
        };
        /**
         * GroupTradeBody
         * @description What the present company sells to another of its group.
         */
        GroupTradeBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Buyer Company
             * @example 1024
             */
            buyer_company: string;
            /**
             * Buyer Warehouse
             * @example 1024
             */
            buyer_warehouse: string;
            /** Lines */
            lines: components["schemas"]["GroupTradeLineBody"][];
            /**
             * Markup
             * @default 0
             * @example 0.13
             */
            markup: string | null;
            /**
             * Pricing
             * @description COST_PLUS 成本加成;AGREED 协议价
             * @default COST_PLUS
             * @enum {string}
             */
            pricing: "COST_PLUS" | "AGREED";
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse: string;
            /**
             * With Invoices
             * @default false
             */
            with_invoices: boolean | null;
        };
        /**
         * GroupTradeLineBody
         * @description A product of the seller, in base units; the price without tax where it is agreed, of goods that are weighed of
         *     one unit of weight.
         */
        GroupTradeLineBody: {
            /**
             * Aux Quantity
             * @description 实称重量,双计量商品;两边同一个重量
             * @example 12
             */
            aux_quantity?: string | null;
            /**
             * Bin
             * @default
             */
            bin: string | null;
            /**
             * Bin To
             * @description 对方放入的库位
             * @default
             */
            bin_to: string | null;
            /**
             * Expires On
             * Format: date
             * @example 2026-01-31
             */
            expires_on?: string | null;
            /**
             * Lot No
             * @default
             */
            lot_no: string | null;
            /**
             * Lot Reason
             * @description 批次说明:重量超出允差时须有
             * @default
             */
            lot_reason: string | null;
            /**
             * Price
             * @example 3.50
             */
            price?: string | null;
            /**
             * Produced On
             * Format: date
             * @example 2026-01-31
             */
            produced_on?: string | null;
            /**
             * Product
             * @example 1024
             */
            product: string;
            /**
             * Quantity
             * @example 12
             */
            quantity: string | null;
            /**
             * Serials
             * @default
             */
            serials: string | null;
            /**
             * Wish Line
             * @description 对方门店要货单的行,送它要的货
             * @example 1024
             */
            wish_line?: string | null;
        };
        /**
         * GroupTradePostedAnswer
         * @description The documents of both sides, the seller's first.
         */
        GroupTradePostedAnswer: {
            /** Buyer */
            buyer: components["schemas"]["GroupPostedAnswer"][];
            /** Ict Id */
            ict_id: string;
            /** Repeated */
            repeated: boolean;
            /** Seller */
            seller: components["schemas"]["GroupPostedAnswer"][];
        };
        /**
         * GroupTradePreviewAnswer
         * @description What a trade would do on both sides. ``refolded``: how many later events of the same goods are costed again in
         *     both companies together.
         */
        GroupTradePreviewAnswer: {
            buyer: components["schemas"]["GroupTradeSideAnswer"];
            /** Refolded */
            refolded: number;
            seller: components["schemas"]["GroupTradeSideAnswer"];
        };
        /**
         * GroupTradeSideAnswer
         * @description One side of a trade to come. ``amount_incl`` null for who may not see money there.
         */
        GroupTradeSideAnswer: {
            /** Amount Incl */
            amount_incl: string | null;
            /** Company */
            company: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Sentences */
            sentences: string[];
            /** Type Code */
            type_code: string;
        };
        /**
         * GroupWishAnswer
         * @description A line that a store of another company asks for; ``left`` in base units.
         */
        GroupWishAnswer: {
            /** Left */
            left: string;
            /** Line */
            line: string;
            /** Needed On */
            needed_on: string | null;
            /** Number */
            number: string;
            product: components["schemas"]["GroupWishProduct"];
        };
        /**
         * GroupWishProduct
         * @description Our product of the same code.
         */
        GroupWishProduct: {
            aux_unit: components["schemas"]["Named"] | null;
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Unit */
            unit: string;
        };
        /**
         * HandInBody
         * @description What becomes of lines nobody counted: refuse, book 按账面, zero 按 0.
         */
        HandInBody: {
            /**
             * Uncounted
             * @default refuse
             * @enum {string}
             */
            uncounted: "refuse" | "book" | "zero";
        };
        /**
         * HeldLotAnswer
         * @description Goods that a line of a document holds; ``lot_no`` empty is of any lot. ``bins`` where sound goods of it lie.
         */
        HeldLotAnswer: {
            /** Bins */
            bins: string;
            /** Code */
            code: string;
            /** Expires On */
            expires_on: string | null;
            /** Line No */
            line_no: number;
            /** Lot No */
            lot_no: string;
            /** Name */
            name: string;
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * HitAnswer
         * @description A hit of the search box.
         */
        HitAnswer: {
            /** Detail */
            detail: string;
            /** Id */
            id: string;
            /**
             * Is Exact
             * @default false
             */
            is_exact: boolean;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Type Code */
            type_code?: string | null;
        };
        /**
         * HoldAnswer
         * @description An order that holds the product (reserved) brings it (on_order) or makes it (on_mo), in base units.
         */
        HoldAnswer: {
            document: components["schemas"]["MentionAnswer"];
            /** Due On */
            due_on: string | null;
            /** Kind */
            kind: string;
            /** Lots */
            lots: string;
            /** Party */
            party: string | null;
            /** Quantity */
            quantity: string;
            /** Warehouse */
            warehouse: string | null;
        };
        /**
         * HolderAnswer
         * @description Who holds a role.
         */
        HolderAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * HomeAnswer
         * @description The first page. ``sold`` null and lists empty where the reader has no right to them.
         */
        HomeAnswer: {
            /** Ageing */
            ageing: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Best */
            best: components["schemas"]["BestAnswer"][];
            /** Moved */
            moved: components["schemas"]["MovedDayAnswer"][];
            sold: components["schemas"]["SoldAnswer"] | null;
            /** Stuck */
            stuck: components["schemas"]["TaskAnswer"][];
            /** Tasks */
            tasks: components["schemas"]["TaskAnswer"][];
            /** Today */
            today: string;
        };
        /**
         * InspectedLine
         * @description A line that was inspected, in base units. ``is_held``: its goods lay here already.
         */
        InspectedLine: {
            /** Accepted */
            accepted: string;
            /** Business On */
            business_on: string;
            /** Code */
            code: string;
            /** Conceded */
            conceded: string;
            /** Defect */
            defect: string;
            /** Document Id */
            document_id: string;
            /** Is Held */
            is_held: boolean;
            /** Line Id */
            line_id: string;
            /** Line No */
            line_no: number;
            /** Lot No */
            lot_no: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            /** Quantity */
            quantity: string;
            /** Rejected */
            rejected: string;
            /** Source Id */
            source_id: string | null;
            /** Source Number */
            source_number: string;
            /** State */
            state: string;
            /** Unit */
            unit: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * InspectionsAnswer
         * @description What waits, the oldest first, and what was inspected, the newest first.
         */
        InspectionsAnswer: {
            /** Inspected */
            inspected: components["schemas"]["InspectedLine"][];
            /** Waiting */
            waiting: components["schemas"]["WaitingLine"][];
        };
        /**
         * InsteadAnswer
         * @description A line of what goes out, as ``InsteadBody`` takes it: split by the lots it takes first to expire, first out.
         */
        InsteadAnswer: {
            /** Bin */
            bin: string;
            /** Expires On */
            expires_on: string | null;
            /** Lot No */
            lot_no: string;
            /** Price */
            price: string | null;
            /** Produced On */
            produced_on: string | null;
            /** Product */
            product: string;
            /** Quantity */
            quantity: string;
            /** Serials */
            serials: string;
            /** Unit */
            unit: string | null;
        };
        /**
         * InsteadBody
         * @description What goes out instead, at a price as the issue states them; its lot or pieces where goods are told apart.
         */
        InsteadBody: {
            /**
             * Bin
             * @default
             */
            bin: string | null;
            /**
             * Expires On
             * Format: date
             * @example 2026-01-31
             */
            expires_on?: string | null;
            /**
             * Lot No
             * @default
             */
            lot_no: string | null;
            /**
             * Price
             * @example 3.50
             */
            price?: string | null;
            /**
             * Produced On
             * Format: date
             * @example 2026-01-31
             */
            produced_on?: string | null;
            /**
             * Product
             * @example 1024
             */
            product?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
            /**
             * Serials
             * @default
             */
            serials: string | null;
            /**
             * Unit
             * @example 1024
             */
            unit?: string | null;
        };
        /**
         * InviteBody
         * @description Somebody new.
         */
        InviteBody: {
            /** Display Name */
            display_name: string | null;
            /** Role Codes */
            role_codes?: string[];
            /** Username */
            username: string | null;
            /** Warehouse Ids */
            warehouse_ids?: (string | null)[] | null;
        };
        /**
         * InvitedAnswer
         * @description A new user with the password to tell them; it is not shown again.
         */
        InvitedAnswer: {
            /** Id */
            id: string;
            /** Password */
            password: string;
            /** Username */
            username: string;
        };
        /**
         * ItemAnswer
         * @description An open item 往来项.
         */
        ItemAnswer: {
            /** Amount */
            amount: string;
            /** Applications */
            applications?: components["schemas"]["ApplicationAnswer"][];
            document: components["schemas"]["Mention"];
            /** Due On */
            due_on: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: string;
            /**
             * Name
             * @default
             */
            name: string;
            party: components["schemas"]["Named"];
            /** Residual */
            residual: string;
        };
        /**
         * KeptAnswer
         * @description It was kept, as this version.
         */
        KeptAnswer: {
            /** Version */
            version: number;
        };
        /**
         * KittingAnswer
         * @description 齐套率 is ``ready`` ÷ ``lines``. ``asked``: the requisition that asks for what is short, if one stands; null too
         *     where the caller may not view it.
         */
        KittingAnswer: {
            asked: components["schemas"]["DocumentName"] | null;
            /** Components */
            components: components["schemas"]["KittingComponentAnswer"][];
            /** Lines */
            lines: number;
            /** Ready */
            ready: number;
        };
        /**
         * KittingComingAnswer
         * @description A document that will bring some; null where the caller may not view it.
         */
        KittingComingAnswer: {
            document: components["schemas"]["DocumentName"] | null;
            /** On */
            on: string;
            /** Party */
            party: string;
            /** Quantity */
            quantity: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * KittingComponentAnswer
         * @description A component in base units: of what is ``left`` to be issued so much is ``held`` for the order, ``free`` in its
         *     warehouse, and ``short``.
         */
        KittingComponentAnswer: {
            /** Coming */
            coming: components["schemas"]["KittingComingAnswer"][];
            /** Elsewhere */
            elsewhere: components["schemas"]["KittingElsewhereAnswer"][];
            /** Free */
            free: string;
            /** Held */
            held: string;
            /** Holders */
            holders: components["schemas"]["KittingHolderAnswer"][];
            /** Issued */
            issued: string;
            /** Left */
            left: string;
            /** Line No */
            line_no: number;
            /** Needed */
            needed: string;
            product: components["schemas"]["Named"];
            /** Short */
            short: string;
            /** Unit */
            unit: string;
        };
        /**
         * KittingElsewhereAnswer
         * @description Another warehouse with some of it free.
         */
        KittingElsewhereAnswer: {
            /** Quantity */
            quantity: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * KittingHolderAnswer
         * @description Another order that holds some; null where the caller may not view it.
         */
        KittingHolderAnswer: {
            document: components["schemas"]["DocumentName"] | null;
            /** Party */
            party: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * LabelBody
         * @description So many labels of a product, in one of its units; with serial numbers so many for each of them.
         */
        LabelBody: {
            /**
             * Count
             * @default 1
             */
            count: number;
            /**
             * Expires On
             * Format: date
             * @example 2026-01-31
             */
            expires_on?: string | null;
            /**
             * Lot No
             * @default
             */
            lot_no: string | null;
            /**
             * Produced On
             * Format: date
             * @example 2026-01-31
             */
            produced_on?: string | null;
            /**
             * Product
             * @example 1024
             */
            product: string | null;
            /** Serials */
            serials?: (string | null)[];
            /**
             * Unit
             * @example 1024
             */
            unit?: string | null;
            /**
             * Weight
             * @example 12
             */
            weight?: string | null;
        };
        /**
         * LabelGoodsAnswer
         * @description Goods: in which units they can be labelled, how they are told apart, in what they are weighed ("" for not).
         */
        LabelGoodsAnswer: {
            /** Id */
            id: string;
            /** Is Kit */
            is_kit: boolean;
            /** Name */
            name: string;
            /** Tracking */
            tracking: string;
            /** Units */
            units: components["schemas"]["LabelUnitAnswer"][];
            /** Weight Unit */
            weight_unit: string;
        };
        /**
         * LabelsAboutAnswer
         * @description How labels can be made.
         */
        LabelsAboutAnswer: {
            /** Codes */
            codes: components["schemas"]["LabelWordAnswer"][];
            /** Fields */
            fields: components["schemas"]["LabelWordAnswer"][];
            /** Forms */
            forms: string[];
            /** May Change */
            may_change: boolean;
            /** Templates */
            templates: components["schemas"]["NamedLabelAnswer"][];
        };
        /**
         * LabelsBody
         * @description Labels of a template, another size or without prices where it is said, or of one that is not saved yet.
         */
        LabelsBody: {
            draft?: components["schemas"]["LabelTemplateBody"] | null;
            /** Form */
            form?: string | null;
            /** Labels */
            labels: components["schemas"]["LabelBody"][];
            /**
             * Show Price
             * @default true
             */
            show_price: boolean;
            /**
             * Template
             * @example tracked
             */
            template?: string | null;
        };
        /**
         * LabelTemplateAnswer
         * @description What a label says beside the name of the goods.
         */
        LabelTemplateAnswer: {
            /** Code */
            code: string;
            /** Fields */
            fields: string[];
            /** Form */
            form: string;
            /** Version */
            version: number;
        };
        /**
         * LabelTemplateBody
         * @description What a label says beside the name of the goods.
         */
        LabelTemplateBody: {
            /**
             * Code
             * @default product
             * @example gs1_matrix
             */
            code: string;
            /**
             * Fields
             * @example [
             *       "lot",
             *       "expires",
             *       "price"
             *     ]
             */
            fields?: string[];
            /**
             * Form
             * @default 60x40
             * @example 40x30
             */
            form: string;
            /**
             * Version
             * @default 1
             */
            version: number;
        };
        /**
         * LabelUnitAnswer
         * @description A unit of goods; ``times`` base units are in it.
         */
        LabelUnitAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Times */
            times: string;
        };
        /**
         * LabelWordAnswer
         * @description Something to choose.
         */
        LabelWordAnswer: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * LastCheckAnswer
         * @description 最近一次核对. ``checked_at`` is null where the books were not asked yet.
         */
        LastCheckAnswer: {
            /** Checked At */
            checked_at: string | null;
            /** Invariants */
            invariants: number;
            /** Violations */
            violations: number;
        };
        /**
         * LastPriceAnswer
         * @description A price of one base unit, with or without tax as it was stated then.
         */
        LastPriceAnswer: {
            /** Business On */
            business_on: string;
            document: components["schemas"]["DocumentName"];
            /** Is Same Party */
            is_same_party: boolean;
            /** Is With Tax */
            is_with_tax: boolean;
            /** Price */
            price: string;
        };
        /**
         * LayoutAnswer
         * @description A way in which a document can be laid out.
         */
        LayoutAnswer: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * LetterAnswer
         * @description A letter that has templates as documents have.
         */
        LetterAnswer: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * LinkAnswer
         * @description A page of the web client and what is asked of it.
         */
        LinkAnswer: {
            /** Path */
            path: string;
            /** Query */
            query: {
                [key: string]: string;
            };
        };
        /**
         * LinkingBody
         * @description Lines to be linked.
         */
        LinkingBody: {
            /** Pairs */
            pairs: components["schemas"]["LinkPair"][];
        };
        /**
         * LinkPair
         * @description A line and the order line it belongs to.
         */
        LinkPair: {
            /**
             * Line Id
             * @example 1024
             */
            line_id: string | null;
            /**
             * Order Line Id
             * @example 1024
             */
            order_line_id: string | null;
        };
        /**
         * ListBody
         * @description A list as its address asks it, without pages.
         */
        ListBody: {
            /**
             * Filter
             * @default
             */
            filter: string;
            /**
             * From
             * @default
             */
            from: string;
            /**
             * Older
             * @default false
             */
            older: boolean;
            /**
             * Party
             * @example 1024
             */
            party?: string | null;
            /**
             * Q
             * @default
             */
            q: string;
            /**
             * Sort
             * @default -business_on
             */
            sort: string;
            /**
             * State
             * @default
             */
            state: string;
            /**
             * To
             * @default
             */
            to: string;
            /**
             * Type
             * @default
             */
            type: string;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse?: string | null;
        };
        /**
         * MadeAnswer
         * @description The draft that was made.
         */
        MadeAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * MasterListAnswer
         * @description A page of products or parties by code; ``next`` is the cursor of the page after it, empty on the last. ``total``
         *     is null with ``totals=none``.
         */
        MasterListAnswer: {
            /** Next */
            next: string;
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Total */
            total: number | null;
        };
        /**
         * MatchAnswer
         * @description The products a text names exactly, by barcode, code or name: one, several bearing that name, or none.
         */
        MatchAnswer: {
            /** Hits */
            hits: {
                [key: string]: unknown;
            }[];
            /** Text */
            text: string;
        };
        /**
         * MatchBody
         * @description Texts as they were pasted; each is asked once.
         */
        MatchBody: {
            /** Texts */
            texts: string[];
            /**
             * Warehouse
             * @example 1024
             */
            warehouse?: string | null;
        };
        /**
         * MayAnswer
         * @description What the actor may do with documents of a type.
         */
        MayAnswer: {
            /** Close */
            close: boolean;
            /** Create */
            create: boolean;
            /** Post */
            post: boolean;
            /** Reverse */
            reverse: boolean;
            /** View */
            view: boolean;
        };
        /**
         * Mention
         * @description A document by name.
         */
        Mention: {
            /** Business On */
            business_on?: string | null;
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** State */
            state?: string | null;
            /** Type Code */
            type_code: string;
        };
        /**
         * MentionAnswer
         * @description A document by its number.
         */
        MentionAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * MonthCostAnswer
         * @description What costing a month posted; nothing when nothing differed.
         */
        MonthCostAnswer: {
            /** Documents */
            documents: components["schemas"]["CostedDocumentAnswer"][];
        };
        /**
         * MoveAnswer
         * @description Goods that went from one place to another; quantity in the base unit, above zero.
         */
        MoveAnswer: {
            /** From */
            from: string;
            /** From Warehouse */
            from_warehouse?: string | null;
            product: components["schemas"]["Named"];
            /** Quantity */
            quantity: string;
            /** To */
            to: string;
            /** To Warehouse */
            to_warehouse?: string | null;
            /** Unit */
            unit: string;
        };
        /**
         * MovedDayAnswer
         * @description How many documents brought goods in and took goods out.
         */
        MovedDayAnswer: {
            /** In Count */
            in_count: number;
            /** On */
            on: string;
            /** Out Count */
            out_count: number;
        };
        /**
         * Named
         * @description A reference with its name.
         */
        Named: {
            /** Code */
            code?: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NamedLabelAnswer
         * @description A label: ``key`` is its id or that of one that comes with the program, ``left_out`` what is no more.
         */
        NamedLabelAnswer: {
            /** Is Built In */
            is_built_in: boolean;
            /** Is Default */
            is_default: boolean;
            /** Key */
            key: string;
            /** Left Out */
            left_out: string[];
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
            template: components["schemas"]["LabelTemplateAnswer"];
        };
        /**
         * NamedLabelBody
         * @description A label and its name.
         */
        NamedLabelBody: {
            /**
             * Name
             * @example 冷柜标签
             */
            name: string | null;
            template: components["schemas"]["LabelTemplateBody"];
        };
        /**
         * NamedTemplateAnswer
         * @description A template: ``key`` is its id or that of one that comes with the program, ``left_out`` what is no more.
         */
        NamedTemplateAnswer: {
            /** Is Built In */
            is_built_in: boolean;
            /** Is Default */
            is_default: boolean;
            /** Key */
            key: string;
            /** Left Out */
            left_out: string[];
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
            /** Party Count */
            party_count: number;
            template: components["schemas"]["TemplateAnswer"];
        };
        /**
         * NamedTemplateBody
         * @description A template and its name.
         */
        NamedTemplateBody: {
            /**
             * Name
             * @example 送货单 三联
             */
            name: string | null;
            template: components["schemas"]["TemplateBody"];
        };
        /**
         * NeededAnswer
         * @description A component, and how many base units of it are needed.
         */
        NeededAnswer: {
            /** Product */
            product: {
                [key: string]: unknown;
            };
            /** Quantity */
            quantity: string;
            unit: components["schemas"]["Named"];
        };
        /**
         * NewRoleBody
         * @description … and its code, which stays.
         */
        NewRoleBody: {
            /** Code */
            code: string;
            /** Name */
            name: string | null;
            /** Permissions */
            permissions?: string[];
        };
        /**
         * NewTokenAnswer
         * @description … and its secret, this once.
         */
        NewTokenAnswer: {
            /** Created At */
            created_at: string;
            /** Expires On */
            expires_on: string;
            /** Id */
            id: string;
            /** Is Expired */
            is_expired: boolean;
            /** Is Mine */
            is_mine: boolean;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Owner */
            owner: string;
            /** Scopes */
            scopes: string[];
            /** Secret */
            secret: string;
            /** Tail */
            tail: string;
        };
        /**
         * NewViewBody
         * @description … of which list.
         */
        NewViewBody: {
            /** Content */
            content?: {
                [key: string]: unknown;
            };
            /**
             * Is Shared
             * @default false
             */
            is_shared: boolean | null;
            /** List */
            list: string;
            /** Name */
            name: string | null;
        };
        /**
         * NodeAnswer
         * @description A document of the chain; ``amount`` null where it has none or it is not the reader's to see.
         */
        NodeAnswer: {
            /** Amount */
            amount: string | null;
            /** Business On */
            business_on: string;
            /** Id */
            id: string;
            /** Is Red */
            is_red: boolean;
            /** Is Self */
            is_self: boolean;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * NoticeAnswer
         * @description One kind of work: how much of it, and how much of that is late.
         */
        NoticeAnswer: {
            /** Count */
            count: number;
            /** Key */
            key: string;
            /** Late */
            late: number;
            link: components["schemas"]["NoticeLinkAnswer"];
        };
        /**
         * NoticeLinkAnswer
         * @description Where the work is done; an empty path when there is nothing to open.
         */
        NoticeLinkAnswer: {
            /** Path */
            path: string;
            /** Query */
            query: {
                [key: string]: string;
            };
        };
        /**
         * OfferAnswer
         * @description A lot at one place of the warehouse, in the order in which they should go.
         */
        OfferAnswer: {
            /** Alert */
            alert: string;
            /** Bin */
            bin: string;
            /** Days Left */
            days_left: number | null;
            /** Expires On */
            expires_on: string | null;
            /** Held */
            held: string;
            /** Id */
            id: string;
            /** Is First */
            is_first: boolean;
            /** Lot No */
            lot_no: string;
            /** Place */
            place: string;
            /** Produced On */
            produced_on: string | null;
            /** Quantity */
            quantity: string;
            /** Reason */
            reason: string;
            /** Status */
            status: string;
        };
        /**
         * OfferedAnswer
         * @description A template that can be chosen.
         */
        OfferedAnswer: {
            /** Is Default */
            is_default: boolean;
            /** Key */
            key: string;
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
        };
        /**
         * OpenDayAnswer
         * @description A store's day with tickets and no close; ``amount`` with tax, less refunds.
         */
        OpenDayAnswer: {
            /** Amount */
            amount: string;
            /** On */
            on: string;
            store: components["schemas"]["Named"];
            /** Tickets */
            tickets: number;
        };
        /**
         * OpeningCheckOut
         * @description 期初校验.
         */
        OpeningCheckOut: {
            /** Credit */
            credit: string;
            /** Debit */
            debit: string;
            /** Is Right */
            is_right: boolean;
            /** On */
            on: string;
            /** Rows */
            rows: components["schemas"]["CheckRowOut"][];
        };
        /**
         * OrderedAgainAnswer
         * @description What is given back to an order that was revised since: the next version of it waits for that.
         */
        OrderedAgainAnswer: {
            document: components["schemas"]["Mention"];
            /** Next Number */
            next_number: string;
            /** Product */
            product: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * OrderedLineAnswer
         * @description A line of an order in base units.
         */
        OrderedLineAnswer: {
            /** Done */
            done: string;
            /** Left */
            left: string;
            /** Line No */
            line_no: number;
            /** Ordered */
            ordered: string;
            product: components["schemas"]["Named"];
            /** Unit */
            unit: string;
        };
        /**
         * OtherLotAnswer
         * @description A line of a pick or issue that took another lot than the one held, and why (a word of the dictionary).
         */
        OtherLotAnswer: {
            /** Business On */
            business_on: string;
            /** Code */
            code: string;
            /** Document Id */
            document_id: string;
            /** Lot No */
            lot_no: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Posted At */
            posted_at: string;
            /** Posted By Name */
            posted_by_name: string;
            /** Quantity */
            quantity: string;
            /** Reason */
            reason: string;
            /** Type Code */
            type_code: string;
            /** Unit */
            unit: string;
        };
        /**
         * OtherUnitAnswer
         * @description Another unit of it: one is numerator / denominator base units.
         */
        OtherUnitAnswer: {
            /** Denominator */
            denominator: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Numerator */
            numerator: string;
            /** Precision */
            precision: number;
        };
        /**
         * PagesAnswer
         * @description The first pages as SVG, how many there are (0: not counted, a long document has its first only), what was left
         *     out, and the key of the template it was set with ("" for one that is not saved).
         */
        PagesAnswer: {
            /** Notes */
            notes: string[];
            /** Page Count */
            page_count: number;
            /** Pages */
            pages: string[];
            /** Template */
            template: string;
        };
        /**
         * PaperAnswer
         * @description A paper; millimetres.
         */
        PaperAnswer: {
            /** Code */
            code: string;
            /** Height */
            height: number;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Width */
            width: number;
        };
        /**
         * PartAnswer
         * @description A component of a kit: so much of it in one set, what there is of it, and how many sets that is enough for.
         */
        PartAnswer: {
            /** Atp */
            atp: string;
            /** Available */
            available: string;
            product: components["schemas"]["Named"];
            /** Quantity */
            quantity: string;
            /** Sets */
            sets: string;
            /** Unit */
            unit: string;
        };
        /**
         * PartBody
         * @description Which part of the month: stock, arap, ledger.
         */
        PartBody: {
            /** Part */
            part: string | null;
        };
        /**
         * PartiesBody
         * @description How far somebody sees customers and suppliers; "" for all of them.
         */
        PartiesBody: {
            /**
             * Customers
             * @default
             * @enum {string}
             */
            customers: "" | "own" | "department";
            /**
             * Suppliers
             * @default
             * @enum {string}
             */
            suppliers: "" | "own" | "department";
        };
        /**
         * PartyBody
         * @description A customer, a supplier, or both.
         */
        PartyBody: {
            /**
             * Address
             * @default
             */
            address: string | null;
            /**
             * Bank Account
             * @default
             */
            bank_account: string | null;
            /**
             * Bank Code
             * @default
             */
            bank_code: string | null;
            /**
             * Bank Name
             * @default
             */
            bank_name: string | null;
            /** Code */
            code: string | null;
            /**
             * Contact
             * @default
             */
            contact: string | null;
            /**
             * Credit Limit
             * @example 113.00
             */
            credit_limit?: string | null;
            /**
             * Initials
             * @default
             */
            initials: string | null;
            /**
             * Inspection Mode
             * @default
             * @enum {string}
             */
            inspection_mode: "" | "BEFORE" | "AFTER";
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Is Customer
             * @default false
             */
            is_customer: boolean | null;
            /**
             * Is Supplier
             * @default false
             */
            is_supplier: boolean | null;
            /**
             * Level
             * @default
             */
            level: string | null;
            /**
             * Manager
             * @example 1024
             */
            manager?: string | null;
            /**
             * Minimum Days Left
             * @default 0
             */
            minimum_days_left: number;
            /**
             * Must Inspect
             * @default false
             */
            must_inspect: boolean;
            /** Name */
            name: string | null;
            /**
             * Payment Days
             * @default 0
             */
            payment_days: number;
            /**
             * Phone
             * @default
             */
            phone: string | null;
            /**
             * Settlement Term
             * @default
             */
            settlement_term: string | null;
            /**
             * Tax Codes
             * @default
             */
            tax_codes: string;
            /**
             * Tax Number
             * @default
             */
            tax_number: string | null;
        };
        /**
         * PartyPageAnswer
         * @description What is open with a party; a side is null for who does not work with it.
         */
        PartyPageAnswer: {
            /** Credit Left */
            credit_left: string | null;
            payable: components["schemas"]["SideAnswer"] | null;
            receivable: components["schemas"]["SideAnswer"] | null;
        };
        /**
         * PartyPrintAnswer
         * @description The template that a party gets for a type; "" for the default.
         */
        PartyPrintAnswer: {
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Template */
            template: string;
            /** Templates */
            templates: components["schemas"]["OfferedAnswer"][];
            /** Type */
            type: string;
        };
        /**
         * PartyPrintsAnswer
         * @description Everything for a party that can be printed in more than one way.
         */
        PartyPrintsAnswer: {
            /** May Change */
            may_change: boolean;
            /** Types */
            types: components["schemas"]["PartyPrintAnswer"][];
        };
        /**
         * PartyPrintsBody
         * @description Keys of templates by type; "" takes the default again, types that are not named stay as they are.
         */
        PartyPrintsBody: {
            /**
             * Templates
             * @example {
             *       "sales_issue": "delivery",
             *       "statement_ar": ""
             *     }
             */
            templates: {
                [key: string]: string;
            };
        };
        /**
         * PasswordAnswer
         * @description A one-time password; it is not shown again.
         */
        PasswordAnswer: {
            /** Password */
            password: string;
        };
        /**
         * PasswordBody
         * @description The present password and the new one.
         */
        PasswordBody: {
            /** New */
            new: string;
            /** Old */
            old: string;
        };
        /**
         * PeekAnswer
         * @description A document at a glance.
         */
        PeekAnswer: {
            /** Amount Incl */
            amount_incl: string | null;
            /** Amount Net */
            amount_net: string | null;
            /** Amount Tax */
            amount_tax: string | null;
            /** Business On */
            business_on: string;
            /** Created By Name */
            created_by_name: string;
            /** Downstream Count */
            downstream_count: number;
            /** Id */
            id: string;
            /** Is Red */
            is_red: boolean;
            /** Line Count */
            line_count: number;
            /** Lines */
            lines: components["schemas"]["PeekLineAnswer"][];
            /** Number */
            number: string;
            party: components["schemas"]["Named"] | null;
            /** Posted At */
            posted_at: string | null;
            /** Remark */
            remark: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
            /** Upstream Count */
            upstream_count: number;
            warehouse: components["schemas"]["Named"] | null;
            warehouse_to: components["schemas"]["Named"] | null;
        };
        /**
         * PeekLineAnswer
         * @description A line at a glance.
         */
        PeekLineAnswer: {
            /** Amount Incl */
            amount_incl: string | null;
            /** Line No */
            line_no: number;
            /** Price */
            price: string | null;
            /** Product */
            product: {
                [key: string]: unknown;
            } | null;
            /** Quantity */
            quantity: string;
            /** Remark */
            remark: string;
            /** Unit */
            unit: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * PersonBody
         * @description A colleague, with a first password and ready-made roles.
         */
        PersonBody: {
            /** Display Name */
            display_name: string | null;
            /** Password */
            password: string | null;
            /** Role Codes */
            role_codes?: string[];
            /** Username */
            username: string | null;
        };
        /**
         * PhoneBarcodeAnswer
         * @description What a barcode means: one ``unit`` of a product, which is numerator/denominator base units.
         */
        PhoneBarcodeAnswer: {
            /** Code */
            code: string;
            /** Denominator */
            denominator: string;
            /** Numerator */
            numerator: string;
            /** Product */
            product: string;
            unit: components["schemas"]["UnitAnswer"];
        };
        /**
         * PhoneGoodsAnswer
         * @description Everything as of ``at``; ``is_whole`` is false where there are more products than a phone keeps.
         */
        PhoneGoodsAnswer: {
            /** At */
            at: string;
            /** Barcodes */
            barcodes: components["schemas"]["PhoneBarcodeAnswer"][];
            /** Is Whole */
            is_whole: boolean;
            /** Lots */
            lots: components["schemas"]["PhoneLotAnswer"][];
            /** Products */
            products: components["schemas"]["PhoneProductAnswer"][];
            /** Stock */
            stock: components["schemas"]["PhoneStockAnswer"][];
        };
        /**
         * PhoneLotAnswer
         * @description A lot in one warehouse, in base units; the first to expire comes first.
         */
        PhoneLotAnswer: {
            /** Expires On */
            expires_on: string | null;
            /** Lot No */
            lot_no: string;
            /** Product */
            product: string;
            /** Quantity */
            quantity: string;
            /** Warehouse */
            warehouse: string;
            /** Weight */
            weight: string;
        };
        /**
         * PhoneProductAnswer
         * @description A product; prices are null where there is none, or none that may be seen; ``weight_unit`` of what is weighed.
         */
        PhoneProductAnswer: {
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Precision */
            precision: number;
            /** Purchase Price */
            purchase_price: string | null;
            /** Sale Price */
            sale_price: string | null;
            /** Specification */
            specification: string;
            /** Tracking */
            tracking: string;
            unit: components["schemas"]["UnitAnswer"];
            /** Weight Precision */
            weight_precision: number;
            weight_unit: components["schemas"]["UnitAnswer"] | null;
        };
        /**
         * PhoneStockAnswer
         * @description What lies in one warehouse, in base units; what is weighed also by its weight, others weigh 0.
         */
        PhoneStockAnswer: {
            /** Available */
            available: string;
            /** On Hand */
            on_hand: string;
            /** Product */
            product: string;
            warehouse: components["schemas"]["UnitAnswer"];
            /** Weight */
            weight: string;
        };
        /**
         * PictureAnswer
         * @description The whole chain, nearest first; ``is_cut`` when there is more than is shown.
         */
        PictureAnswer: {
            /** Edges */
            edges: components["schemas"]["EdgeAnswer"][];
            /** Is Cut */
            is_cut: boolean;
            /** Nodes */
            nodes: components["schemas"]["NodeAnswer"][];
        };
        /**
         * PlaceAnswer
         * @description Where somebody is signed in.
         */
        PlaceAnswer: {
            /** Address */
            address: string;
            /** Device */
            device: string;
            /** Id */
            id: string;
            /** Is Here */
            is_here: boolean;
            /** Seen At */
            seen_at: string;
            /** Started At */
            started_at: string;
        };
        /**
         * PlanAnswer
         * @description The plan, warehouse by warehouse; ``classed_on`` is the day it was last made, null when it never was.
         */
        PlanAnswer: {
            /** Classed On */
            classed_on: string | null;
            /** May Start */
            may_start: boolean;
            /** Rows */
            rows: components["schemas"]["PlanRowAnswer"][];
            /** Today */
            today: string;
        };
        /**
         * PlanRowAnswer
         * @description What of a warehouse is counted together. ``kind``: A, B, C or full; ``every_days`` null: at each month's end.
         *
         *     ``due_count`` products are due and in no count, ``held_count`` are being counted; ``due_on`` null: all of them are.
         */
        PlanRowAnswer: {
            /** Days Late */
            days_late: number;
            /** Due Count */
            due_count: number;
            /** Due On */
            due_on: string | null;
            /** Every Days */
            every_days: number | null;
            /** Held Count */
            held_count: number;
            /** Is Due */
            is_due: boolean;
            /** Kind */
            kind: string;
            /** Last On */
            last_on: string | null;
            /** Product Count */
            product_count: number;
            /** Warehouse */
            warehouse: string;
            /** Warehouse Id */
            warehouse_id: string;
        };
        /**
         * PlanStartBody
         * @description Which of what is due: of one warehouse, of some classes; nothing said, all of it.
         */
        PlanStartBody: {
            /**
             * Is Blind
             * @description 盲盘:录入时看不到账面
             * @default true
             */
            is_blind: boolean;
            /** Kinds */
            kinds?: ("full" | "A" | "B" | "C")[];
            /**
             * Mode
             * @description lock 盘点中停止收发;live 不停业
             * @default lock
             * @enum {string}
             */
            mode: "lock" | "live";
            /** Warehouse */
            warehouse?: string | null;
        };
        /**
         * PostedAnswer
         * @description What was posted; ``repeated`` when the same key was answered before.
         */
        PostedAnswer: {
            /** Documents */
            documents: components["schemas"]["PostedDocumentAnswer"][];
            /** Repeated */
            repeated: boolean;
        };
        /**
         * PostedDocumentAnswer
         * @description A document as it was posted.
         */
        PostedDocumentAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * PrepaidAnswer
         * @description What was paid in advance for an order, and what its terms let be paid still, in yuan.
         */
        PrepaidAnswer: {
            /** Left */
            left: string;
            /** Paid */
            paid: string;
            /** Payments */
            payments: components["schemas"]["PrepaymentAnswer"][];
        };
        /**
         * PrepaymentAnswer
         * @description A payment in advance for an order.
         */
        PrepaymentAnswer: {
            /** Amount */
            amount: string;
            /** Business On */
            business_on: string;
            /** Id */
            id: string;
            /** Number */
            number: string;
        };
        /**
         * PreviewAnswer
         * @description What posting would do; nothing is written. ``refolded``: how many later events of the same goods are costed
         *     again with it, the document being dated before them; with very many posting takes its time.
         */
        PreviewAnswer: {
            /** Entries */
            entries: {
                [key: string]: unknown;
            }[];
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** Refolded */
            refolded: number;
            /** Sentences */
            sentences: string[];
            /** Stock */
            stock: {
                [key: string]: unknown;
            }[];
            totals: components["schemas"]["TotalsAnswer"];
        };
        /**
         * PreviewBody
         * @description One document, and a template that is not saved yet.
         */
        PreviewBody: {
            /** Copies */
            copies?: number | null;
            /**
             * Document
             * @example 1024
             */
            document: string | null;
            draft?: components["schemas"]["TemplateBody"] | null;
            /** Layout */
            layout?: string | null;
            /** Paper */
            paper?: string | null;
            /** Show Price */
            show_price?: boolean | null;
            /** Show Tax */
            show_tax?: boolean | null;
            /**
             * Template
             * @example builtin
             */
            template?: string | null;
        };
        /**
         * PriceAnswer
         * @description The last price with a party, per ``unit`` as it stood on the paper.
         */
        PriceAnswer: {
            document: components["schemas"]["MentionAnswer"];
            /** Has Tax */
            has_tax: boolean;
            /** Is Buying */
            is_buying: boolean;
            /** On */
            on: string;
            party: components["schemas"]["Named"];
            /** Price */
            price: string;
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
        };
        /**
         * PriceBody
         * @description A price of one base unit from ``minimum`` base units on: for a customer, a level, or with neither for all.
         */
        PriceBody: {
            /**
             * Currency
             * @default CNY
             */
            currency: string | null;
            /**
             * Floor Price
             * @example 3.50
             */
            floor_price?: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Is With Tax
             * @default true
             */
            is_with_tax: boolean | null;
            /**
             * Level
             * @default
             */
            level: string | null;
            /**
             * Minimum
             * @example 12
             */
            minimum?: string | null;
            /**
             * Party
             * @example 1024
             */
            party?: string | null;
            /**
             * Price
             * @example 3.50
             */
            price?: string | null;
            /**
             * Product
             * @example 1024
             */
            product?: string | null;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Valid From
             * Format: date
             * @example 2026-01-31
             */
            valid_from?: string | null;
            /**
             * Valid To
             * Format: date
             * @example 2026-01-31
             */
            valid_to?: string | null;
        };
        /**
         * PrintAnswer
         * @description How far a print has come: ``working``, ``done``, ``failed`` or ``lost``.
         */
        PrintAnswer: {
            /** Done */
            done: number;
            /** Name */
            name: string;
            /** Notes */
            notes: string[];
            /** Problems */
            problems: components["schemas"]["ProblemAnswer"][];
            /** State */
            state: string;
            /** Token */
            token: string;
            /** Total */
            total: number;
        };
        /**
         * PrintBody
         * @description Which documents, in which order: their ids, or everything that a list finds in its order.
         */
        PrintBody: {
            /** Copies */
            copies?: number | null;
            /**
             * Documents
             * @example [
             *       "1024"
             *     ]
             */
            documents?: (string | null)[];
            /** Layout */
            layout?: string | null;
            /** Paper */
            paper?: string | null;
            query?: components["schemas"]["ListBody"] | null;
            /** Show Price */
            show_price?: boolean | null;
            /** Show Tax */
            show_tax?: boolean | null;
            /**
             * Template
             * @example builtin
             */
            template?: string | null;
        };
        /**
         * PrintTypeAnswer
         * @description How papers of a type or letter can be printed; exactly one of the templates is the default.
         */
        PrintTypeAnswer: {
            /** Columns */
            columns: components["schemas"]["ColumnAnswer"][];
            /** Has Logo */
            has_logo: boolean;
            /** Is Letter */
            is_letter: boolean;
            /** Label */
            label: string;
            /** Layouts */
            layouts: components["schemas"]["LayoutAnswer"][];
            /** May Change */
            may_change: boolean;
            /** Papers */
            papers: components["schemas"]["PaperAnswer"][];
            /** Templates */
            templates: components["schemas"]["NamedTemplateAnswer"][];
            /** Type */
            type: string;
        };
        /**
         * ProblemAnswer
         * @description Every refusal. ``code`` is stable; several at once have code PROBLEMS and stand in ``data.problems``.
         */
        ProblemAnswer: {
            /** Code */
            code: string;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Message */
            message: string;
            where: components["schemas"]["WhereAnswer"];
        };
        /**
         * ProblemsOut
         * @description Every problem of a plan, each with its field and, in lists, its line from 1.
         */
        ProblemsOut: {
            /** Problems */
            problems: {
                [key: string]: unknown;
            }[];
        };
        /**
         * ProductBody
         * @description A product. Prices are of one base unit: the sale price with tax, the purchase price without.
         */
        ProductBody: {
            /**
             * Aux Standard
             * @example 12
             */
            aux_standard?: string | null;
            /**
             * Aux Tolerance
             * @example 0.13
             */
            aux_tolerance?: string | null;
            /**
             * Aux Unit
             * @example 1024
             */
            aux_unit?: string | null;
            /** Barcodes */
            barcodes?: components["schemas"]["BarcodeOfProduct"][];
            /**
             * Base Unit
             * @example 1024
             */
            base_unit?: string | null;
            /**
             * Brand
             * @default
             */
            brand: string | null;
            /**
             * Category
             * @example 1024
             */
            category?: string | null;
            /** Code */
            code: string | null;
            /**
             * Floor Price
             * @example 3.50
             */
            floor_price?: string | null;
            /**
             * Initials
             * @default
             */
            initials: string | null;
            /**
             * Inspection Mode
             * @default
             * @enum {string}
             */
            inspection_mode: "" | "BEFORE" | "AFTER";
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Min Inbound Ratio
             * @example 0.13
             */
            min_inbound_ratio?: string | null;
            /**
             * Must Inspect
             * @default false
             */
            must_inspect: boolean;
            /** Name */
            name: string | null;
            /**
             * Price Limit
             * @example 3.50
             */
            price_limit?: string | null;
            /**
             * Purchase Price
             * @example 3.50
             */
            purchase_price?: string | null;
            /** Red Days */
            red_days?: number | null;
            /**
             * Reference Cost
             * @example 3.50
             */
            reference_cost?: string | null;
            /**
             * Sale Price
             * @example 3.50
             */
            sale_price?: string | null;
            /** Shelf Life */
            shelf_life?: number | null;
            /**
             * Shelf Life Unit
             * @default day
             * @enum {string}
             */
            shelf_life_unit: "hour" | "day" | "month" | "year";
            /**
             * Specification
             * @default
             */
            specification: string | null;
            /**
             * Stock Maximum
             * @example 12
             */
            stock_maximum?: string | null;
            /**
             * Stock Minimum
             * @example 12
             */
            stock_minimum?: string | null;
            /**
             * Tax Code
             * @example 1024
             */
            tax_code?: string | null;
            /**
             * Tracking
             * @default none
             * @enum {string}
             */
            tracking: "none" | "lot" | "serial";
            /** Units */
            units?: components["schemas"]["UnitOfProduct"][];
            /**
             * Wants Produced On
             * @default false
             */
            wants_produced_on: boolean | null;
            /** Yellow Days */
            yellow_days?: number | null;
        };
        /**
         * ProductCheckAnswer
         * @description A product in the document's warehouse. Quantities in base units; prices of one base unit; ``list_price`` is
         *     with tax when selling and without when buying; ``cost`` without tax, null for who may not see it.
         */
        ProductCheckAnswer: {
            /** Agreed */
            agreed: components["schemas"]["AgreedAnswer"][];
            /** Available */
            available: string;
            base_unit: components["schemas"]["BaseUnitAnswer"];
            /** Cost */
            cost: string | null;
            /** Elsewhere */
            elsewhere: components["schemas"]["ElsewhereAnswer"][];
            /** Holders */
            holders: components["schemas"]["StockHolderAnswer"][];
            last: components["schemas"]["LastPriceAnswer"] | null;
            /** List Price */
            list_price: string | null;
            /** On Hand */
            on_hand: string;
            /** Product */
            product: string;
            promise: components["schemas"]["PromiseAnswer"] | null;
            /** Reserved */
            reserved: string;
            /** Unit */
            unit: string;
            /** Units */
            units: components["schemas"]["OtherUnitAnswer"][];
        };
        /**
         * ProductDayAnswer
         * @description A product at the end of a day. Money is null for who may not see cost; of goods that are weighed ``unit_cost`` is
         *     of one unit of weight, of others ``weight`` is 0.
         */
        ProductDayAnswer: {
            /** Amount */
            amount: string | null;
            /** In Quantity */
            in_quantity: string;
            /** On */
            on: string;
            /** Out Quantity */
            out_quantity: string;
            /** Quantity */
            quantity: string;
            /** Unit Cost */
            unit_cost: string | null;
            /** Weight */
            weight: string;
        };
        /**
         * ProductDocumentAnswer
         * @description A document in which the product stands, with its quantity in base units.
         */
        ProductDocumentAnswer: {
            /** Business On */
            business_on: string;
            /** Id */
            id: string;
            /** Is Red */
            is_red: boolean;
            /** Number */
            number: string;
            /** Party */
            party: string | null;
            /** Quantity */
            quantity: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
            /** Type Label */
            type_label: string;
            /** Warehouse */
            warehouse: string | null;
        };
        /**
         * ProductPageAnswer
         * @description What a product's page shows beside the record.
         */
        ProductPageAnswer: {
            /** Documents */
            documents: components["schemas"]["ProductDocumentAnswer"][];
            /** Holds */
            holds: components["schemas"]["HoldAnswer"][];
            /** Prices */
            prices: components["schemas"]["PriceAnswer"][];
            /** Sees Buying Prices */
            sees_buying_prices: boolean;
        };
        /**
         * ProgressAnswer
         * @description What became of a line, in base units.
         */
        ProgressAnswer: {
            /** Asked */
            asked: string;
            /** Line */
            line: string;
            /** Line No */
            line_no: number;
            /** Lost */
            lost: string;
            /** Ordered */
            ordered: string;
            /** Product */
            product: string;
            /** Received */
            received: string;
            /** Returned */
            returned: string;
            /** Sent */
            sent: string;
            /** Short */
            short: string;
            /** Unit */
            unit: string;
        };
        /**
         * PromiseAnswer
         * @description 可承诺量 (Q4) on the day of the order, in base units, and the next days on which it is another.
         */
        PromiseAnswer: {
            /** Later */
            later: components["schemas"]["PromiseStepAnswer"][];
            /** On */
            on: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * PromisesAnswer
         * @description What there is now, what is to come, and what can be promised on each day; in base units. Of a kit it is whole
         *     sets, and ``parts`` says of which component there is least.
         */
        PromisesAnswer: {
            /** Atp */
            atp: string;
            /** Available */
            available: string;
            /** Days */
            days: components["schemas"]["DayAnswer"][];
            /** Entries */
            entries: components["schemas"]["ExpectedAnswer"][];
            /** On Hand */
            on_hand: string;
            /** Parts */
            parts: components["schemas"]["PartAnswer"][];
            product: components["schemas"]["Named"];
            /** Reserved */
            reserved: string;
            /** Today */
            today: string;
            /** Unit */
            unit: string;
        };
        /**
         * PromiseStepAnswer
         * @description From this day so much can be promised.
         */
        PromiseStepAnswer: {
            /** On */
            on: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * ProposalAnswer
         * @description What a store should ask for. ``holiday`` counts on that day; ``weathers`` may be chosen.
         */
        ProposalAnswer: {
            holiday: components["schemas"]["FactorAnswer"] | null;
            /** Lines */
            lines: components["schemas"]["ProposedAnswer"][];
            /** Needed On */
            needed_on: string;
            standing: components["schemas"]["StandingAnswer"] | null;
            /** Weathers */
            weathers: components["schemas"]["FactorAnswer"][];
        };
        /**
         * ProposedAnswer
         * @description A product with what to ask for, ``packages`` of ``unit``, and every figure behind it in base units.
         */
        ProposedAnswer: {
            /** Asked */
            asked: string;
            /** Available */
            available: string;
            /** Base Unit */
            base_unit: string;
            /** Code */
            code: string;
            /** Daily */
            daily: string;
            /** Days */
            days: components["schemas"]["WeekdaySoldAnswer"][];
            /** Forecast */
            forecast: string;
            /** How */
            how: string;
            /** In Transit */
            in_transit: string;
            /** Is Short */
            is_short: boolean;
            /** On Order */
            on_order: string;
            /** Packages */
            packages: string;
            product: components["schemas"]["Named"];
            /** Safety */
            safety: string;
            /** Size */
            size: string;
            /** Specification */
            specification: string;
            /** Suggested */
            suggested: string;
            unit: components["schemas"]["Named"];
            /** Wanted */
            wanted: string;
        };
        /**
         * PullableAnswer
         * @description A source document: ``body`` is the header to take over, ``lines`` are for the new document, with what is left
         *     of each (``source.left`` in base units).
         */
        PullableAnswer: {
            /** Body */
            body: {
                [key: string]: unknown;
            };
            /** Business On */
            business_on: string;
            /** Due On */
            due_on: string | null;
            /** Id */
            id: string;
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** Number */
            number: string;
            party: components["schemas"]["Named"] | null;
            /** Remark */
            remark: string;
            /** State */
            state: string;
            /** Type Code */
            type_code: string;
            warehouse: components["schemas"]["Named"] | null;
        };
        /**
         * ReasonBody
         * @description Why.
         */
        ReasonBody: {
            /** Reason */
            reason: string | null;
        };
        /**
         * RecordListAnswer
         * @description A page of master data.
         */
        RecordListAnswer: {
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Total */
            total: number;
        };
        /**
         * RecountBody
         * @description The lines to be counted again; none: every one with a difference.
         */
        RecountBody: {
            /** Lines */
            lines?: string[];
        };
        /**
         * RefusedAnswer
         * @description A document that was left as it is, and why.
         */
        RefusedAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Said */
            said: string;
        };
        /**
         * RemarkAnswer
         * @description One finding of the review of rights; the page puts it into words.
         */
        RemarkAnswer: {
            /** Code */
            code: string;
            /** Level */
            level: string;
            /** Subject */
            subject: string;
            /** User Ids */
            user_ids: string[];
            /** Words */
            words: string[];
        };
        /**
         * ReopenBody
         * @description … and why.
         */
        ReopenBody: {
            /** Part */
            part: string | null;
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * ReopeningBody
         * @description Why the rest is expected again.
         */
        ReopeningBody: {
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * ReportAnswer
         * @description A report: rows by column key, each with a ``link`` to where its figures come from and the ``questions`` that
         *     stand behind single figures. ``names`` are those of chosen records, by parameter. ``is_large``: so many rows that
         *     a file of all is better written as a background task.
         */
        ReportAnswer: {
            /** Columns */
            columns: components["schemas"]["ReportColumnAnswer"][];
            /** Is Large */
            is_large: boolean;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Name */
            name: string;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Notes */
            notes: components["schemas"]["StateAnswer"][];
            /** Parameters */
            parameters: {
                [key: string]: string | null;
            };
            /** Row Count */
            row_count: number;
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Subtotals */
            subtotals: components["schemas"]["SubtotalAnswer"][];
            /** Totals */
            totals: {
                [key: string]: string | null;
            };
            /** Totals Questions */
            totals_questions: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        /**
         * ReportColumnAnswer
         * @description A column of a report.
         */
        ReportColumnAnswer: {
            /** Can Sort */
            can_sort: boolean;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * ReportFileBody
         * @description A report as it is shown: its parameters, order, subtotals, columns in their order, and language.
         */
        ReportFileBody: {
            /** Columns */
            columns?: string[];
            /**
             * Group
             * @default
             */
            group: string;
            /**
             * Lang
             * @default zh
             * @enum {string}
             */
            lang: "zh" | "en";
            /** Parameters */
            parameters?: {
                [key: string]: string;
            };
            /**
             * Sort
             * @default
             */
            sort: string;
        };
        /**
         * ReportInfoAnswer
         * @description A report of the menu.
         */
        ReportInfoAnswer: {
            /** Groups */
            groups: components["schemas"]["ChoiceAnswer"][];
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Makes */
            makes: string;
            /** Name */
            name: string;
            /** Parameters */
            parameters: components["schemas"]["ReportParameterAnswer"][];
        };
        /**
         * ReportParameterAnswer
         * @description What a report asks.
         */
        ReportParameterAnswer: {
            /** Choices */
            choices: components["schemas"]["ChoiceAnswer"][];
            /** Default */
            default: string;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Required */
            required: boolean;
        };
        /**
         * ResidualChangeAnswer
         * @description An open item that will be open by another amount.
         */
        ResidualChangeAnswer: {
            /** After */
            after: string;
            /** Before */
            before: string;
            document: components["schemas"]["Mention"];
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: string;
            /** Party */
            party: string;
        };
        /**
         * RestBody
         * @description What becomes of the rest of an order line; what is empty stays, quantity 0 takes the line out.
         */
        RestBody: {
            /**
             * Line Id
             * @example 1024
             */
            line_id: string;
            /**
             * Price
             * @example 3.50
             */
            price?: string | null;
            /**
             * Promised On
             * Format: date
             * @example 2026-01-31
             */
            promised_on?: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
        };
        /**
         * RestLine
         * @description An order line of which something is to come, in ``unit``.
         */
        RestLine: {
            /** Line Id */
            line_id: string;
            /** Line No */
            line_no: number;
            /** Price */
            price: string | null;
            /** Product */
            product: string;
            /** Promised On */
            promised_on: string | null;
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
        };
        /**
         * ReversalBody
         * @description When and why.
         */
        ReversalBody: {
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * ReversalPreviewAnswer
         * @description What a reversal would do; nothing is written.
         */
        ReversalPreviewAnswer: {
            /** Again */
            again: components["schemas"]["OrderedAgainAnswer"][];
            /** Business On */
            business_on: string;
            /** Entries */
            entries: {
                [key: string]: unknown;
            }[];
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** Refolded */
            refolded: number;
            /** Residuals */
            residuals: components["schemas"]["ResidualChangeAnswer"][];
            /** Sentences */
            sentences: string[];
            /** States */
            states: components["schemas"]["StateChangeAnswer"][];
            /** Stock */
            stock: {
                [key: string]: unknown;
            }[];
            totals: components["schemas"]["TotalsAnswer"];
            /** Values */
            values: components["schemas"]["ValueChangeAnswer"][];
        };
        /**
         * RevisionBody
         * @description What is changed in what has not come yet, and why. ``business_on`` empty is today.
         */
        RevisionBody: {
            /** Added */
            added?: components["schemas"]["AddedBody"][];
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /**
             * Due On
             * Format: date
             * @example 2026-01-31
             */
            due_on?: string | null;
            /** Lines */
            lines?: components["schemas"]["RestBody"][];
            /** Reason */
            reason: string | null;
        };
        /**
         * RightsAnswer
         * @description Roles, and everything a role may be given.
         */
        RightsAnswer: {
            /** Dangerous */
            dangerous: string[];
            /** Others */
            others: components["schemas"]["WordAnswer"][];
            /** Roles */
            roles: components["schemas"]["RoleAnswer"][];
            /** Types */
            types: components["schemas"]["RightsTypeAnswer"][];
            /** Verbs */
            verbs: components["schemas"]["WordAnswer"][];
        };
        /**
         * RightsTypeAnswer
         * @description A document type as a row of the matrix.
         */
        RightsTypeAnswer: {
            /** Code */
            code: string;
            /** Department */
            department: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * RoleAccountOut
         * @description An account that documents book on.
         */
        RoleAccountOut: {
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
        };
        /**
         * RoleAnswer
         * @description A role; ``permissions`` without wildcards.
         */
        RoleAnswer: {
            /** Code */
            code: string;
            /** Holders */
            holders: components["schemas"]["HolderAnswer"][];
            /** Holds Everything */
            holds_everything: boolean;
            /** Is Ready Made */
            is_ready_made: boolean;
            /** May Change */
            may_change: boolean;
            /** May Give */
            may_give: boolean;
            /** Name */
            name: string;
            /** Name En */
            name_en: string;
            /** Permissions */
            permissions: string[];
        };
        /**
         * RoleBody
         * @description What a role is called and allows.
         */
        RoleBody: {
            /** Name */
            name: string | null;
            /** Permissions */
            permissions?: string[];
        };
        /**
         * RunOut
         * @description An import: ``state`` is waiting, running, done, stopped or undone; ``result`` is there once it has ended.
         */
        RunOut: {
            /** Created At */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** File Name */
            file_name: string;
            /** Good Rows Only */
            good_rows_only: boolean;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Result */
            result: {
                [key: string]: unknown;
            };
            /** Rows All */
            rows_all: number;
            /** Rows Done */
            rows_done: number;
            /** Skipped */
            skipped: number;
            /** State */
            state: string;
            /** Undone At */
            undone_at: string | null;
            /** Undone By */
            undone_by: string;
            /** User Name */
            user_name: string;
        };
        /**
         * SaidBody
         * @description Where each wanted column comes from: a heading, ``=text`` for all rows, null for nothing; absent is proposed.
         *
         *     ``edits`` are cells corrected by hand: row of the file → column key → text. What is
         *     left out stays as it was said last.
         */
        SaidBody: {
            /** Edits */
            edits?: {
                [key: string]: {
                    [key: string]: string;
                };
            } | null;
            /** Mapping */
            mapping?: {
                [key: string]: string | null;
            } | null;
            /**
             * On
             * Format: date
             * @example 2026-01-31
             */
            on?: string | null;
        };
        /**
         * SavedAnswer
         * @description A draft as it was saved, with what must still be put right before it can be posted.
         */
        SavedAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Problems */
            problems: components["schemas"]["ProblemAnswer"][];
            /** Revision */
            revision: number;
            /** State */
            state: string;
        };
        /**
         * ScaleFormatBody
         * @description A layout: prefix, PLU, [inner check], value(s), check digit. Decimals are of kg and of yuan.
         */
        ScaleFormatBody: {
            /**
             * Amount Decimals
             * @default 2
             */
            amount_decimals: number;
            /**
             * Has Inner Check
             * @description 价格校验位
             * @default false
             */
            has_inner_check: boolean;
            /**
             * Plu Size
             * @description 货号位数
             */
            plu_size: number;
            /**
             * Prefix
             * @description 20 到 29
             */
            prefix: string;
            /**
             * Value Kind
             * @enum {string}
             */
            value_kind: "weight" | "amount" | "amount_weight";
            /**
             * Value Size
             * @description 数值位数
             * @default 5
             */
            value_size: number;
            /**
             * Weight Decimals
             * @default 3
             */
            weight_decimals: number;
        };
        /**
         * ScaleFormatOut
         * @description A layout; ``size`` is the length of its codes.
         */
        ScaleFormatOut: {
            /** Amount Decimals */
            amount_decimals: number;
            /** Has Inner Check */
            has_inner_check: boolean;
            /** Plu Size */
            plu_size: number;
            /** Prefix */
            prefix: string;
            /** Size */
            size: number;
            /** Value Kind */
            value_kind: string;
            /** Value Size */
            value_size: number;
            /** Weight Decimals */
            weight_decimals: number;
        };
        /**
         * ScaleFormatsBody
         * @description The whole list; empty: the usual three.
         */
        ScaleFormatsBody: {
            /** Rows */
            rows?: components["schemas"]["ScaleFormatBody"][];
        };
        /**
         * ScaleFormatsOut
         * @description The layouts by which labels are read; ``is_own`` False: the usual three.
         */
        ScaleFormatsOut: {
            /** Is Own */
            is_own: boolean;
            /** May Change */
            may_change: boolean;
            /** Rows */
            rows: components["schemas"]["ScaleFormatOut"][];
        };
        /**
         * ScaleTrialBody
         * @description A label to be read by a list that need not be saved.
         */
        ScaleTrialBody: {
            /** Code */
            code: string | null;
            /** Rows */
            rows?: components["schemas"]["ScaleFormatBody"][];
        };
        /**
         * ScaleTrialOut
         * @description What a label says. ``prefix`` is empty when no layout has its prefix and length.
         */
        ScaleTrialOut: {
            /** Amount */
            amount: string | null;
            /** Plu */
            plu: string;
            /** Prefix */
            prefix: string;
            /** Product */
            product: string;
            /** Weight */
            weight: string | null;
        };
        /**
         * ScopeBody
         * @description The warehouses somebody sees and works in; null for all of them.
         */
        ScopeBody: {
            /** Warehouse Ids */
            warehouse_ids: (string | null)[] | null;
        };
        /**
         * SearchAnswer
         * @description Hits, the best first.
         */
        SearchAnswer: {
            /** Hits */
            hits: components["schemas"]["HitAnswer"][];
        };
        /**
         * SearchKeysAnswer
         * @description What a Chinese name can be typed by: lower case letters and digits.
         */
        SearchKeysAnswer: {
            /** Initials */
            initials: string;
            /** Pinyin */
            pinyin: string;
        };
        /**
         * SearchLabelsBody
         * @description Names of pages and commands, as the person sees them.
         */
        SearchLabelsBody: {
            /** Labels */
            labels: string[];
        };
        /**
         * SessionAnswer
         * @description The session; ``user`` null when nobody is signed in.
         */
        SessionAnswer: {
            /** Companies */
            companies: components["schemas"]["CompanyAnswer"][];
            company: components["schemas"]["CompanyAnswer"] | null;
            employee: components["schemas"]["Named"] | null;
            /** Hidden Pages */
            hidden_pages: string[];
            /** Hidden Types */
            hidden_types: string[];
            /** May Open Company */
            may_open_company: boolean;
            /** Permissions */
            permissions: string[];
            /** Sees Parties */
            sees_parties: string[];
            /** Today */
            today: string;
            user: components["schemas"]["UserAnswer"] | null;
            /** Version */
            version: string;
        };
        /**
         * SettingBody
         * @description A decision: its value as text, and the day from which it holds (today when left out).
         */
        SettingBody: {
            /**
             * Effective On
             * Format: date
             * @example 2026-01-31
             */
            effective_on?: string | null;
            /** Value */
            value: string | null;
        };
        /**
         * SettingChoiceOut
         * @description One value a decision may have.
         */
        SettingChoiceOut: {
            /** Code */
            code: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * SettingOut
         * @description A decision to take: what it means, what holds today and since when (null: the default), and its history.
         */
        SettingOut: {
            /** Choices */
            choices: components["schemas"]["SettingChoiceOut"][];
            /** Decisions */
            decisions: components["schemas"]["DecisionOut"][];
            /** Default */
            default: string;
            /** Group */
            group: string;
            /** Help */
            help: string;
            /** Help En */
            help_en: string;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Least */
            least: string | null;
            /** Most */
            most: string | null;
            /** Rule */
            rule: string;
            /** Since */
            since: string | null;
            /** Value */
            value: string;
        };
        /**
         * SettingsOut
         * @description Groups in the order of the page, and every setting.
         */
        SettingsOut: {
            /** Groups */
            groups: components["schemas"]["SettingChoiceOut"][];
            /** May Change */
            may_change: boolean;
            /** Settings */
            settings: components["schemas"]["SettingOut"][];
            /** Today */
            today: string;
        };
        /**
         * SetupBody
         * @description The answers of the wizard. Nothing is written by /check.
         */
        SetupBody: {
            /** Departments */
            departments?: (string | null)[];
            /** Edition */
            edition: string | null;
            /** Fund Accounts */
            fund_accounts?: components["schemas"]["FundBody"][];
            /**
             * May Go Negative
             * @default false
             */
            may_go_negative: boolean;
            /** Name */
            name: string | null;
            /** People */
            people?: components["schemas"]["PersonBody"][];
            /**
             * Revenue Mode
             * @default ON_ISSUE
             */
            revenue_mode: string | null;
            /** Standard */
            standard: string | null;
            /**
             * Started On
             * Format: date
             * @example 2026-01-31
             */
            started_on: string | null;
            /**
             * Tax Number
             * @default
             */
            tax_number: string | null;
            /** Taxpayer */
            taxpayer: string | null;
            /** Warehouses */
            warehouses: components["schemas"]["WarehouseBody"][];
        };
        /**
         * SetupOptions
         * @description What the wizard offers, and whether this person may finish it.
         */
        SetupOptions: {
            /** Department */
            department: string;
            /** Editions */
            editions: components["schemas"]["ChoiceOut"][];
            /** Fund Accounts */
            fund_accounts: components["schemas"]["FundOut"][];
            /** May Open */
            may_open: boolean;
            /** Roles */
            roles: components["schemas"]["ChoiceOut"][];
            /** Today */
            today: string;
        };
        /**
         * SideAnswer
         * @description One side of a party; above zero is what is owed. ``buckets`` hold what is still to be paid, by days overdue.
         */
        SideAnswer: {
            /** Advance */
            advance: string;
            /** Balance */
            balance: string;
            /** Buckets */
            buckets: {
                [key: string]: string;
            };
            /** Estimated */
            estimated?: string | null;
            /** Overdue */
            overdue: string;
            /** Unapplied */
            unapplied: string;
        };
        /**
         * SignInBody
         * @description Name and password.
         */
        SignInBody: {
            /** Password */
            password: string;
            /** Username */
            username: string | null;
        };
        /**
         * SimilarAnswer
         * @description A record that is there already, by which field it is the same, and what was typed in that field.
         */
        SimilarAnswer: {
            /** Code */
            code: string;
            /**
             * Field
             * @enum {string}
             */
            field: "code" | "name" | "barcodes" | "tax_number";
            /** Given */
            given: string;
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Name */
            name: string;
            /**
             * Specification
             * @default
             */
            specification: string;
        };
        /**
         * SoldAnswer
         * @description What was sold.
         */
        SoldAnswer: {
            /** Days */
            days: components["schemas"]["SoldDayAnswer"][];
            /** Stretches */
            stretches: components["schemas"]["AgainstAnswer"][];
        };
        /**
         * SoldDayAnswer
         * @description One day of the chart.
         */
        SoldDayAnswer: {
            /** Document Count */
            document_count: number;
            /** Net */
            net: string;
            /** On */
            on: string;
            /** Profit */
            profit: string | null;
        };
        /**
         * StandingAnswer
         * @description What stands for the store, day and wave already.
         */
        StandingAnswer: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /**
         * StartBody
         * @description What is to be counted, and how. Nothing said of categories, products or classes: the whole warehouse.
         */
        StartBody: {
            /**
             * Bin From
             * @description 库位范围的第一个库位;空着不按库位
             * @default
             */
            bin_from: string | null;
            /**
             * Bin To
             * @description 最后一个库位;空着只盘第一个
             * @default
             */
            bin_to: string | null;
            /**
             * Business On
             * Format: date
             * @example 2026-01-31
             */
            business_on?: string | null;
            /** Categories */
            categories?: string[];
            /** Classes */
            classes?: ("A" | "B" | "C")[];
            /**
             * Is Blind
             * @description 盲盘:录入时看不到账面
             * @default true
             */
            is_blind: boolean;
            /**
             * Lots
             * @description 批号;空着不按批次
             */
            lots?: (string | null)[];
            /**
             * Mode
             * @description lock 盘点中停止收发;live 不停业
             * @default lock
             * @enum {string}
             */
            mode: "lock" | "live";
            /** Products */
            products?: string[];
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Warehouse
             * @example 1024
             */
            warehouse: string;
            /**
             * With Empty
             * @default false
             */
            with_empty: boolean;
        };
        /**
         * StateAnswer
         * @description A state in two languages.
         */
        StateAnswer: {
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
        };
        /**
         * StateChangeAnswer
         * @description A document whose state will be another.
         */
        StateChangeAnswer: {
            /** After */
            after: string;
            /** Before */
            before: string;
            document: components["schemas"]["Mention"];
        };
        /**
         * StatementBody
         * @description Whose statement, of which side and days, by which template and paper. Days as in the report ``statement``.
         */
        StatementBody: {
            draft?: components["schemas"]["TemplateBody"] | null;
            /**
             * From
             * Format: date
             * @example 2026-01-31
             */
            from?: string | null;
            /** Paper */
            paper?: string | null;
            /**
             * Party
             * @example 1024
             */
            party: string;
            /**
             * Side
             * @default ar
             * @enum {string}
             */
            side: "ar" | "ap";
            /** Template */
            template?: string | null;
            /**
             * To
             * Format: date
             * @example 2026-01-31
             */
            to?: string | null;
            /**
             * With Estimated
             * @default false
             */
            with_estimated: boolean;
        };
        /**
         * StepOut
         * @description A step of the first day.
         */
        StepOut: {
            /** Count */
            count: number;
            /** Done */
            done: boolean;
            /** Key */
            key: string;
            /** Optional */
            optional: boolean;
        };
        /**
         * StockAnswer
         * @description 现存量: a page of product × warehouse.
         */
        StockAnswer: {
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Sums */
            sums: {
                [key: string]: string | null;
            };
            /** Sums Questions */
            sums_questions: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Total */
            total: number;
        };
        /**
         * StockHolderAnswer
         * @description Who holds stock; ``document`` is null where the caller may not view it.
         */
        StockHolderAnswer: {
            document: components["schemas"]["DocumentName"] | null;
            /** Party */
            party: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * StretchAnswer
         * @description What was sold in some days; ``profit`` null for who may not see cost.
         */
        StretchAnswer: {
            /** Document Count */
            document_count: number;
            /** First */
            first: string;
            /** Last */
            last: string;
            /** Net */
            net: string;
            /** Profit */
            profit: string | null;
        };
        /**
         * SubtotalAnswer
         * @description Totals of the rows of one group; it stands after row ``after`` (from 0) of the page.
         */
        SubtotalAnswer: {
            /** After */
            after: number;
            /** Row Count */
            row_count: number;
            /** Totals */
            totals: {
                [key: string]: string | null;
            };
            /** Totals Questions */
            totals_questions: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Value */
            value: string | null;
        };
        /**
         * TakenAnswer
         * @description What was paid in one way, less what was paid back. ``account`` and ``counted`` are fields of the close: where the
         *     money lies and what was found of it; empty for what is owed. ``usual``: the fund account that the store's last close
         *     put it into, to be proposed; null where there is none in use.
         */
        TakenAnswer: {
            /** Account */
            account: string;
            /** Amount */
            amount: string;
            /** Counted */
            counted: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Method */
            method: string;
            usual: components["schemas"]["Named"] | null;
        };
        /**
         * TakenBody
         * @description So much, in base units, is taken from an upstream line.
         */
        TakenBody: {
            /**
             * Line
             * @example 1024
             */
            line: string | null;
            /**
             * Quantity
             * @example 12
             */
            quantity?: string | null;
        };
        /**
         * TargetAnswer
         * @description A type that can be made from the document: lines with something left, how much (base unit), or what is owed.
         */
        TargetAnswer: {
            /** Amount */
            amount: string | null;
            /** Lines */
            lines: number;
            /** Quantity */
            quantity: string | null;
            /** Type Code */
            type_code: string;
            /** Unit */
            unit: string;
        };
        /**
         * TaskAnswer
         * @description A kind of work: how much of it waits, how much is late, and what both amount to; ``question`` asks why.
         */
        TaskAnswer: {
            /** Amount */
            amount: string | null;
            /** Count */
            count: number;
            /** Key */
            key: string;
            /** Late */
            late: number;
            /** Late Amount */
            late_amount: string | null;
            link: components["schemas"]["LinkAnswer"];
            /** Question */
            question: {
                [key: string]: string;
            } | null;
        };
        /**
         * TaskBody
         * @description What to do. ``month`` for work on one, ``part`` for what closes or checks it, ``run`` for estimates; ``subject``
         *     is the id of a count or an import, or the name of a report; ``counted`` for what was found of a count, ``uncounted``
         *     for one that is handed in, ``costing`` for a change of costing and its trial, ``report`` for a file of one.
         */
        TaskBody: {
            costing?: components["schemas"]["CostingBody"] | null;
            counted?: components["schemas"]["EntriesBody"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "close_month" | "check_month" | "cost_month" | "estimates" | "audit" | "count_enter" | "count_hand_in" | "count_approve" | "count_post" | "costing_trial" | "costing_change" | "import_undo" | "report_export";
            /**
             * Month
             * @default
             * @example 2026-01
             */
            month: string;
            /**
             * Part
             * @default
             * @enum {string}
             */
            part: "" | "stock" | "arap" | "ledger";
            report?: components["schemas"]["ReportFileBody"] | null;
            /**
             * Run
             * @default
             * @enum {string}
             */
            run: "" | "REVERSE" | "ESTIMATE";
            /**
             * Subject
             * @default
             */
            subject: string;
            /**
             * Uncounted
             * @default
             * @enum {string}
             */
            uncounted: "" | "refuse" | "book" | "zero";
        };
        /**
         * TaxCodeBody
         * @description A tax code; the rate is a fraction, 0.13 = 13 %.
         */
        TaxCodeBody: {
            /** Code */
            code: string | null;
            /**
             * Is Active
             * @default true
             */
            is_active: boolean | null;
            /**
             * Is Deductible
             * @default true
             */
            is_deductible: boolean | null;
            /**
             * Kind
             * @default general
             */
            kind: string | null;
            /** Name */
            name: string | null;
            /**
             * Rate
             * @example 0.13
             */
            rate?: string | null;
            /**
             * Valid From
             * Format: date
             * @example 2026-01-31
             */
            valid_from?: string | null;
            /**
             * Valid To
             * Format: date
             * @example 2026-01-31
             */
            valid_to?: string | null;
        };
        /**
         * TaxNumberBody
         * @description A tax number to be looked at.
         */
        TaxNumberBody: {
            /** Tax Number */
            tax_number: string | null;
        };
        /**
         * TemplateAnswer
         * @description What a template says of the paper. ``text_size`` is in hundredths of a point, 0 for as usual.
         */
        TemplateAnswer: {
            /** Columns */
            columns: components["schemas"]["ColumnChoiceAnswer"][];
            /** Copies */
            copies: number;
            /** Copy Names */
            copy_names: string[];
            /** Footer */
            footer: string;
            /** Header */
            header: string;
            /** Layout */
            layout: string;
            /** Paper */
            paper: string;
            /** Show Barcode */
            show_barcode: boolean;
            /** Show Capitals */
            show_capitals: boolean;
            /** Show Logo */
            show_logo: boolean;
            /** Show Price */
            show_price: boolean;
            /** Show Qr */
            show_qr: boolean;
            /** Show Remark */
            show_remark: boolean;
            /** Show Tax */
            show_tax: boolean;
            /** Signatures */
            signatures: string[];
            /** Text Size */
            text_size: number;
            /** Title */
            title: string;
            /** Version */
            version: number;
        };
        /**
         * TemplateBody
         * @description What a template says of the paper. ``text_size`` is in hundredths of a point, 0 for as usual.
         */
        TemplateBody: {
            /** Columns */
            columns?: components["schemas"]["ColumnBody"][];
            /**
             * Copies
             * @default 1
             * @example 3
             */
            copies: number;
            /**
             * Copy Names
             * @example [
             *       "存根联",
             *       "客户联",
             *       "财务联"
             *     ]
             */
            copy_names?: string[];
            /**
             * Footer
             * @default
             * @example 货物当面点清,三日内可退换。
             */
            footer: string | null;
            /**
             * Header
             * @default
             * @example 服务电话:0571-88880000
             */
            header: string | null;
            /**
             * Layout
             * @default document
             */
            layout: string;
            /**
             * Paper
             * @default a4
             * @example form_93
             */
            paper: string;
            /**
             * Show Barcode
             * @default true
             */
            show_barcode: boolean;
            /**
             * Show Capitals
             * @default true
             */
            show_capitals: boolean;
            /**
             * Show Logo
             * @default true
             */
            show_logo: boolean;
            /**
             * Show Price
             * @default true
             */
            show_price: boolean;
            /**
             * Show Qr
             * @default true
             */
            show_qr: boolean;
            /**
             * Show Remark
             * @default true
             */
            show_remark: boolean;
            /**
             * Show Tax
             * @default true
             */
            show_tax: boolean;
            /**
             * Signatures
             * @example [
             *       "制单",
             *       "送货",
             *       "客户签收"
             *     ]
             */
            signatures?: string[];
            /**
             * Text Size
             * @default 0
             * @example 950
             */
            text_size: number;
            /**
             * Title
             * @default
             * @example 送货单
             */
            title: string | null;
            /**
             * Version
             * @default 2
             */
            version: number;
        };
        /**
         * TokenAnswer
         * @description A token as it may be shown: never its secret.
         */
        TokenAnswer: {
            /** Created At */
            created_at: string;
            /** Expires On */
            expires_on: string;
            /** Id */
            id: string;
            /** Is Expired */
            is_expired: boolean;
            /** Is Mine */
            is_mine: boolean;
            /** Last Used At */
            last_used_at: string | null;
            /** Name */
            name: string;
            /** Owner */
            owner: string;
            /** Scopes */
            scopes: string[];
            /** Tail */
            tail: string;
        };
        /**
         * TokenBody
         * @description What a program is called, what it may do, and until when.
         */
        TokenBody: {
            /**
             * Expires On
             * Format: date
             * @description 最后有效的一天,一年以内
             * @example 2026-01-31
             */
            expires_on: string | null;
            /** Name */
            name: string | null;
            /**
             * Scopes
             * @description 权限词,如 sales_order.view;全部只读见 GET 的 available
             */
            scopes: string[];
        };
        /**
         * TokenListAnswer
         * @description Tokens, and the rights one may give to one.
         */
        TokenListAnswer: {
            /** Available */
            available: string[];
            /** Items */
            items: components["schemas"]["TokenAnswer"][];
        };
        /**
         * ToShareAnswer
         * @description A product that stores wait for; ``here`` is what the warehouse can give.
         */
        ToShareAnswer: {
            /** Code */
            code: string;
            /** Here */
            here: string;
            /** Is Short */
            is_short: boolean;
            /** Lines */
            lines: components["schemas"]["WishAnswer"][];
            product: components["schemas"]["Named"];
            /** Specification */
            specification: string;
            /** Unit */
            unit: string;
        };
        /**
         * TotalsAnswer
         * @description Sums in yuan; null where the actor may not see them.
         */
        TotalsAnswer: {
            /** Amount Incl */
            amount_incl: string | null;
            /** Amount Net */
            amount_net: string | null;
            /** Amount Tax */
            amount_tax: string | null;
        };
        /**
         * TypeAnswer
         * @description A document type, enough to draw its list and entry page.
         */
        TypeAnswer: {
            /** Amounts */
            amounts: string;
            /** Can Reverse */
            can_reverse: boolean;
            /** Code */
            code: string;
            /** Department */
            department: string;
            /** Goods */
            goods: string;
            /** Header */
            header: components["schemas"]["FieldAnswer"][];
            /** Hides Money */
            hides_money: boolean;
            /** Is Order */
            is_order: boolean;
            /** Is Red */
            is_red: boolean;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Lines */
            lines: components["schemas"]["FieldAnswer"][];
            /** Made By */
            made_by: string;
            may: components["schemas"]["MayAnswer"];
            /** Party */
            party: string;
            /** Posted State */
            posted_state: string;
            /** Prefix */
            prefix: string;
            /** Price Mode */
            price_mode: string;
            /** Proofs */
            proofs: number[] | null;
            /** Sources */
            sources: string[];
            /** States */
            states: {
                [key: string]: components["schemas"]["StateAnswer"];
            };
            /** Takes Any Lot */
            takes_any_lot: boolean;
            /** Targets */
            targets: string[];
        };
        /**
         * UnfinishedAnswer
         * @description A form somebody has not finished.
         */
        UnfinishedAnswer: {
            /** Amount */
            amount: string | null;
            /** Device */
            device: string;
            /** Document Id */
            document_id: string | null;
            /** Key */
            key: string;
            /** Line Count */
            line_count: number;
            /** Local */
            local: string;
            /** Number */
            number: string;
            /** Party Name */
            party_name: string;
            /** Saved At */
            saved_at: string;
            /** Started At */
            started_at: string;
            /** Type Code */
            type_code: string;
            /** Version */
            version: number;
        };
        /**
         * UnfinishedFormAnswer
         * @description The same with its content.
         */
        UnfinishedFormAnswer: {
            /** Amount */
            amount: string | null;
            /** Device */
            device: string;
            /** Document Id */
            document_id: string | null;
            /** Form */
            form: {
                [key: string]: unknown;
            };
            /** Key */
            key: string;
            /** Line Count */
            line_count: number;
            /** Local */
            local: string;
            /** Number */
            number: string;
            /** Party Name */
            party_name: string;
            /** Saved At */
            saved_at: string;
            /** Started At */
            started_at: string;
            /** Type Code */
            type_code: string;
            /** Version */
            version: number;
        };
        /**
         * UnitAnswer
         * @description A unit.
         */
        UnitAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * UnitBody
         * @description A unit of measure; ``precision`` is the number of decimal places of its quantities.
         */
        UnitBody: {
            /** Name */
            name: string | null;
            /**
             * Precision
             * @default 0
             */
            precision: number;
        };
        /**
         * UnitOfProduct
         * @description Another unit: 1 of it = numerator/denominator base units. Name and precision are shown, not taken.
         */
        UnitOfProduct: {
            /**
             * Denominator
             * @default 1
             */
            denominator: number;
            /**
             * Id
             * @example 1024
             */
            id: string | null;
            /**
             * Name
             * @default
             */
            name: string | null;
            /** Numerator */
            numerator: number;
            /**
             * Precision
             * @default 0
             */
            precision: number;
        };
        /**
         * UploadAnswer
         * @description A file that waits for its document; ``size`` in bytes, ``width`` and ``height`` in pixels of a picture.
         */
        UploadAnswer: {
            /** Height */
            height: number | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size */
            size: number;
            /** Width */
            width: number | null;
        };
        /**
         * UserAnswer
         * @description Who is signed in.
         */
        UserAnswer: {
            /** Display Name */
            display_name: string;
            /** Id */
            id: string;
            /** Must Change Password */
            must_change_password: boolean;
            /** Username */
            username: string;
        };
        /**
         * UserBody
         * @description Name and roles of somebody who is here.
         */
        UserBody: {
            /** Display Name */
            display_name: string | null;
            /** Role Codes */
            role_codes?: string[];
        };
        /**
         * UserListAnswer
         * @description Everybody; ``me`` is who asks.
         */
        UserListAnswer: {
            /** Me */
            me: string;
            /** Rows */
            rows: components["schemas"]["UserRowAnswer"][];
        };
        /**
         * UserRowAnswer
         * @description Somebody with a role in this company.
         */
        UserRowAnswer: {
            /** Created At */
            created_at: string | null;
            /** Customers */
            customers: string;
            /** Display Name */
            display_name: string;
            /** Id */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Is Elsewhere */
            is_elsewhere: boolean;
            /** Last Sign In */
            last_sign_in: string | null;
            /** Locked Until */
            locked_until: string | null;
            /** Must Change Password */
            must_change_password: boolean;
            /** Role Codes */
            role_codes: string[];
            /** Suppliers */
            suppliers: string;
            /** Username */
            username: string;
            /** Warehouse Ids */
            warehouse_ids: string[] | null;
        };
        /**
         * ValueAnswer
         * @description What goods were worth, above zero into stock; ``cause`` is the document that wrote it.
         */
        ValueAnswer: {
            /** Amount */
            amount: string;
            /** Business On */
            business_on: string;
            cause: components["schemas"]["Mention"];
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: string;
            product: components["schemas"]["Named"];
            /** Quantity */
            quantity: string;
        };
        /**
         * ValueChangeAnswer
         * @description What goods will be worth more, or less.
         */
        ValueChangeAnswer: {
            /** Amount */
            amount: string;
            /** Kind */
            kind: string;
            /** Kind Label */
            kind_label: string;
            product: components["schemas"]["Named"];
            /** Quantity */
            quantity: string;
        };
        /**
         * VerdictBody
         * @description What is found of a line now; quantities in the unit of the line.
         */
        VerdictBody: {
            /**
             * Checks
             * @default
             */
            checks: string | null;
            /**
             * Concession
             * @default
             */
            concession: string | null;
            /**
             * Concession Reason
             * @default
             */
            concession_reason: string | null;
            /**
             * Defect
             * @default
             */
            defect: string | null;
            /**
             * Line
             * @example 1024
             */
            line: string;
            /**
             * Rejected
             * @default
             */
            rejected: string | null;
            /**
             * Sample Quantity
             * @default
             */
            sample_quantity: string | null;
        };
        /**
         * ViewAnswer
         * @description A view, its content as far as the list has the fields, and what is ignored of it.
         */
        ViewAnswer: {
            /** Content */
            content: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Ignored */
            ignored: string[];
            /** Is Mine */
            is_mine: boolean;
            /** Is Shared */
            is_shared: boolean;
            /** May Change */
            may_change: boolean;
            /** Name */
            name: string;
            /** Owner Name */
            owner_name: string;
            /** Revision */
            revision: number;
        };
        /**
         * ViewsAnswer
         * @description The views of a list that the actor may use.
         */
        ViewsAnswer: {
            /** Default */
            default: string | null;
            /** May Share */
            may_share: boolean;
            /** Views */
            views: components["schemas"]["ViewAnswer"][];
        };
        /**
         * WaitingAnswer
         * @description Something that is not in the figure yet; ``effect`` is what it would add, null where that cannot be told.
         */
        WaitingAnswer: {
            /** Business On */
            business_on: string;
            document: components["schemas"]["WhyDocument"];
            /** Effect */
            effect: string | null;
            /** Party */
            party: string;
            /** Why */
            why: string;
        };
        /**
         * WaitingLine
         * @description A line of an arrival, or of a receipt on hold. ``quantity`` is what is left to inspect, in base units.
         */
        WaitingLine: {
            /** Bin */
            bin: string;
            /** Business On */
            business_on: string;
            /** Code */
            code: string;
            /** Days Late */
            days_late: number;
            /** Document Id */
            document_id: string;
            /** Due On */
            due_on: string;
            /** Expires On */
            expires_on: string;
            /** Line Id */
            line_id: string;
            /** Line No */
            line_no: number;
            /** Lot No */
            lot_no: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Order Number */
            order_number: string;
            /** Party */
            party: string;
            /** Party Id */
            party_id: string;
            /** Product Id */
            product_id: string;
            /** Quantity */
            quantity: string;
            /** Serials */
            serials: string;
            /** Specification */
            specification: string;
            /** Tracking */
            tracking: string;
            /** Type Code */
            type_code: string;
            /** Unit */
            unit: string;
            /** Unit Id */
            unit_id: string;
            /** Warehouse */
            warehouse: string;
            /** Warehouse Id */
            warehouse_id: string;
        };
        /**
         * WarehouseBody
         * @description A warehouse to start with.
         */
        WarehouseBody: {
            /** Name */
            name: string | null;
        };
        /**
         * WeekdaySoldAnswer
         * @description What was sold on one of the days that count.
         */
        WeekdaySoldAnswer: {
            /** On */
            on: string;
            /** Quantity */
            quantity: string;
        };
        /**
         * WhereAnswer
         * @description Which document of the call (from 0), which line (from 1), which field.
         */
        WhereAnswer: {
            /** Document */
            document?: number | null;
            /** Field */
            field?: string | null;
            /** Line No */
            line_no?: number | null;
        };
        /**
         * WhyAnswer
         * @description ``figure`` is what the page shows, ``total`` the sum of all rows; ``agrees`` that both are equal.
         */
        WhyAnswer: {
            /** Agrees */
            agrees: boolean;
            /** Documents */
            documents: number;
            /** Earlier */
            earlier: string;
            /** Earlier Documents */
            earlier_documents: number;
            /** Figure */
            figure: string | null;
            /** Form */
            form: string;
            /** Hidden */
            hidden: string;
            /** Hidden Documents */
            hidden_documents: number;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Minus */
            minus: string;
            /** Months */
            months: components["schemas"]["WhyMonth"][];
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Next */
            next: string;
            /** Opening */
            opening: string;
            /** Plus */
            plus: string;
            /** Question */
            question: {
                [key: string]: string;
            };
            /** Since */
            since: string | null;
            /** Span */
            span: string;
            /** Steps */
            steps: components["schemas"]["WhyStep"][];
            /** Terms */
            terms: components["schemas"]["WhyTerm"][];
            /** Total */
            total: string | null;
            /** Unit */
            unit: string;
        };
        /**
         * WhyDocument
         * @description The document that made a row.
         */
        WhyDocument: {
            /** Id */
            id: string;
            /** Number */
            number: string;
            /** Type Code */
            type_code: string;
        };
        /**
         * WhyMonth
         * @description The rows of one month, and the figure at its end.
         */
        WhyMonth: {
            /** Balance */
            balance: string;
            /** Change */
            change: string;
            /** Documents */
            documents: number;
            /** Minus */
            minus: string;
            /** Month */
            month: string;
            /** Plus */
            plus: string;
        };
        /**
         * WhyStep
         * @description What one document did to the figure on one day, and the figure after it.
         */
        WhyStep: {
            /** Balance */
            balance: string;
            /** Business On */
            business_on: string;
            /** Change */
            change: string;
            /** Device */
            device: string;
            document: components["schemas"]["WhyDocument"] | null;
            /** Line Nos */
            line_nos: number[];
            /** Note */
            note: string;
            /** Party */
            party: string;
            /** Person */
            person: string;
            /** Posted At */
            posted_at: string | null;
        };
        /**
         * WhyTerm
         * @description One term of the figure; ``question`` explains it in its turn.
         */
        WhyTerm: {
            /** Figure */
            figure: string | null;
            /** Form */
            form: string;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** Question */
            question: {
                [key: string]: string;
            };
            /** Sign */
            sign: string;
        };
        /**
         * WishAnswer
         * @description A line of a requisition: asked, still to send, and the share proposed, in base units.
         */
        WishAnswer: {
            /** Asked */
            asked: string;
            document: components["schemas"]["StandingAnswer"];
            /** Given */
            given: string;
            /** Left */
            left: string;
            /** Line */
            line: string;
            /** Needed On */
            needed_on: string;
            store: components["schemas"]["Named"];
            /** Wave */
            wave: string;
        };
        /**
         * WithdrawalBody
         * @description Why an attachment is withdrawn; required on a posted document.
         */
        WithdrawalBody: {
            /**
             * Reason
             * @default
             */
            reason: string | null;
        };
        /**
         * WordAnswer
         * @description A verb, or a right of no document type.
         */
        WordAnswer: {
            /** Code */
            code: string;
            /** Label */
            label: string;
        };
        /**
         * WordBody
         * @description What is said of a difference.
         */
        WordBody: {
            /**
             * Cause
             * @default COUNT_LOSS
             * @enum {string}
             */
            cause: "COUNT_LOSS" | "THEFT_LOST" | "DAMAGE" | "SPOILAGE" | "DISASTER";
            /**
             * Compensation
             * @default 0
             */
            compensation: string | null;
            /**
             * Given Amount
             * @default
             */
            given_amount: string | null;
            /**
             * Line
             * @example 1024
             */
            line: string;
            /**
             * Remark
             * @default
             */
            remark: string | null;
            /**
             * Responsible
             * @default
             */
            responsible: string | null;
        };
        /**
         * WordListAnswer
         * @description A small list in its order. Nothing is added to one that ``is_closed``; ``is_open`` only proposes.
         */
        WordListAnswer: {
            /** Code */
            code: string;
            /** Entries */
            entries: components["schemas"]["DictionaryEntryAnswer"][];
            /** Has Days */
            has_days: boolean;
            /** Has Role */
            has_role: boolean;
            /** Is Closed */
            is_closed: boolean;
            /** Is Open */
            is_open: boolean;
            /** Label */
            label: string;
            /** Label En */
            label_en: string;
            /** May Edit */
            may_edit: boolean;
            /** May View */
            may_view: boolean;
        };
        /**
         * WordsBody
         * @description Causes and compensations of some lines.
         */
        WordsBody: {
            /** Lines */
            lines: components["schemas"]["WordBody"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    hengku_api_account_roles_read_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountRolesOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_account_roles_save_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountRoleBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountRolesOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    accounts_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    accounts_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_audit_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_audit_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_audit_read_last: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastCheckAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_read_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_create: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_read_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_read_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_batches_create_export: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bills_list: {
        parameters: {
            query?: {
                /** @example 1024 */
                component?: string | null;
                /** @example 1024 */
                product?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bills_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bills_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bills_components: {
        parameters: {
            query?: {
                /** @example 0.13 */
                loss?: string | null;
                /** @example 12 */
                quantity?: string | null;
            };
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeededAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bills_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bins_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bins_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BinBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bins_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    bins_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BinBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    categories_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    categories_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    categories_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    categories_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_checks_read_checks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChecksBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecksAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_checks_read_matches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_read_company: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyAboutOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_save_company: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyAboutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyAboutOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_read_costing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostingChoiceOut"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_save_costing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostingChoiceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostingChoiceOut"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_read_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_company_save_setting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_costing_read_methods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostingOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_costing_create_decision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_costing_create_trial: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_costing_read_products: {
        parameters: {
            query?: {
                category?: string;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostedProductOut"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counter_read_day: {
        parameters: {
            query: {
                /** @example 2026-01-31 */
                on?: string | null;
                /** @example 1024 */
                warehouse: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayToCloseAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counter_list_open_days: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenDayAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_read_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_read_count: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_enter: {
        parameters: {
            query?: never;
            header?: {
                /** @description 可不带;带了,重发同一请求只记一次(手机离线盘点) */
                "Idempotency-Key"?: string;
            };
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntriesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnteredAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_read_lines: {
        parameters: {
            query?: {
                page?: number;
                q?: string;
                show?: "all" | "open" | "differences" | "recount";
                size?: number;
            };
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountLineListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_finish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_recount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecountBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_count_sheets_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_count_sheets_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description 可不带;带了,重发同一请求只记一次(手机离线盘点) */
                "Idempotency-Key"?: string;
            };
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * File
                     * Format: binary
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_counts_explain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                count_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WordsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_count_plan_read_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_count_plan_renew_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_count_plan_start_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanStartBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    departments_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    departments_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepartmentBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    departments_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    departments_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepartmentBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryFactsAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_read_words: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordListAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_read_word_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryFactsAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_order_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DictionaryOrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryEntryAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_create_word: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DictionaryEntryBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryEntryAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_dictionary_save_word: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                list_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DictionaryEntryBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryEntryAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_list: {
        parameters: {
            query?: {
                /** @description 上一次回答里的 next 或 previous;end 为最后一页 */
                cursor?: string;
                /** @description 只要这些字段,用逗号分开,如 number,party,amount_incl;不写为全部。写错的名字会被拒绝 */
                fields?: string;
                /** @description 条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 /documents/fields */
                filter?: string;
                /** @example 2026-01-31 */
                from?: string | null;
                /** @description 也列出已变更订单的旧版本;默认只列最新版 */
                older?: boolean;
                page?: number;
                /** @example 1024 */
                party?: string | null;
                q?: string;
                size?: number;
                sort?: string;
                state?: string;
                /** @example 2026-01-31 */
                to?: string | null;
                /** @description none:不计总数与合计(另用 /documents/totals),一百万张时首屏更快 */
                totals?: "exact" | "none";
                type?: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_one: {
        parameters: {
            query?: {
                /** @description 只要这些字段,用逗号分开,如 number,party,amount_incl;不写为全部。写错的名字会被拒绝 */
                fields?: string;
            };
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetailAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_read_attachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_create_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * File
                     * Format: binary
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_read_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: number;
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_read_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: number;
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_read_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: number;
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_create_withdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment_id: number;
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_create_award: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AwardBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_carry: {
        parameters: {
            query: {
                to: string;
            };
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_create_closing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_closing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingPreviewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_beside_create_comment: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_create_copy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_exchanges_create_exchange: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_exchanges_read_exchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangePreviewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_holds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentHoldsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    documents_kitting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KittingAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    documents_kitting_requisition: {
        parameters: {
            query?: {
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_read_offers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_read_linkable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_create_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_peek: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeekAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_prepaid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrepaidAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_create_reopening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopeningBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_reversal: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                business_on?: string | null;
            };
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReversalPreviewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_create_reversal: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReversalBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_read_revisable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestLine"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_orders_create_revision: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_fields: {
        parameters: {
            query?: {
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilterFieldAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_documents_read_totals: {
        parameters: {
            query?: {
                /** @description 上一次回答里的 next 或 previous;end 为最后一页 */
                cursor?: string;
                /** @description 条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 /documents/fields */
                filter?: string;
                /** @example 2026-01-31 */
                from?: string | null;
                /** @description 也列出已变更订单的旧版本;默认只列最新版 */
                older?: boolean;
                page?: number;
                /** @example 1024 */
                party?: string | null;
                q?: string;
                size?: number;
                sort?: string;
                state?: string;
                /** @example 2026-01-31 */
                to?: string | null;
                /** @description none:不计总数与合计(另用 /documents/totals),一百万张时首屏更快 */
                totals?: "exact" | "none";
                type?: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentTotalsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_drafts_read_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfinishedAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_drafts_read_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                local: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfinishedFormAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_drafts_keep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                local: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_drafts_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                local: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    employees_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    employees_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployeeBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    employees_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    employees_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployeeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    fund_accounts_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    fund_accounts_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundAccountBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    fund_accounts_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    fund_accounts_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundAccountBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_read_candidates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupCompanyAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_read_elimination: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                on?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EliminationAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_read_links: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLinkAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_put_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupLinkBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLinkAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_read_trades: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                since?: string | null;
                /** @example 2026-01-31 */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupTradeAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_create_trade: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupTradeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupTradePostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_returns_read_lines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ict_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLineLeftAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_returns_create_return: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                ict_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupReturnBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupTradePostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_create_reversal: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                ict_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupReversalBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupTradePostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_read_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupTradeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupTradePreviewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_group_wishes_read_wishes: {
        parameters: {
            query: {
                /** @example 1024 */
                company: string;
                /** @example 1024 */
                warehouse: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupWishAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_app_read_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_home_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_create_upload: {
        parameters: {
            query?: {
                header_row?: number | null;
                sheet?: string;
            };
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * File
                     * Format: binary
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_create_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaidBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_create_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_marked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_read_consequences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsequencesOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_imports_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_inspections_read_inspections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_inspections_create_again: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgainBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_other: {
        parameters: {
            query?: {
                every?: boolean;
                limit?: number;
                q?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_customers: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_items: {
        parameters: {
            query?: {
                kinds?: string;
                limit?: number;
                /** @example 1024 */
                party?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_parties: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_products: {
        parameters: {
            query?: {
                limit?: number;
                /** @example 1024 */
                party?: string | null;
                q?: string;
                type?: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lookups_read_suppliers: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_offers: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                on?: string | null;
                /** @example 1024 */
                party?: string | null;
                /** @example 1024 */
                product?: string | null;
                type?: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lot_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_found: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_piece: {
        parameters: {
            query: {
                serial: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_pieces: {
        parameters: {
            query?: {
                /** @example 1024 */
                product?: string | null;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_lots_read_scan: {
        parameters: {
            query: {
                code: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_notices_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_notices_read_finished: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinishedAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_parties: {
        parameters: {
            query?: {
                /** @description 上一页回答里的 next */
                cursor?: string;
                /** @description 只要这些字段,用逗号分开,如 number,party,amount_incl;不写为全部。写错的名字会被拒绝 */
                fields?: string;
                /** @description 条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 fields 路径 */
                filter?: string;
                is_active?: boolean | null;
                kind?: "" | "customer" | "supplier";
                page?: number;
                q?: string;
                size?: number;
                totals?: "exact" | "none";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MasterListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_create_party_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_party: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_save_party: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_pages_read_party_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyPageAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_party_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilterFieldAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_read_periods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_read_checks: {
        parameters: {
            query: {
                part: string;
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingCheckAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_create_closing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_create_costing: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthCostAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_read_estimates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateRunAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_create_estimates: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthCostAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_periods_create_reopening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_phone_read_goods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneGoodsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    prices_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    prices_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    prices_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    prices_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_create_print: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrintBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_create_bin_labels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BinsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_create_bin_labels_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BinsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_statements_create_dunning_print: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DunningBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_statements_create_dunning_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DunningBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_read_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_read_file: {
        parameters: {
            query?: {
                download?: boolean;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_create_labels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_read_about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsAboutAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_read_goods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoodsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelGoodsAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_create_labels_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_create_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamedLabelBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_labels_save_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamedLabelBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_read_letters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_read_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_save_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * File
                     * Format: binary
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_remove_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_read_party: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                party_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyPrintsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_save_party: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                party_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyPrintsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyPrintsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_prints_create_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_statements_create_print: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_statements_create_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_save_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamedTemplateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_delete_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_read_type: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintTypeAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_choose_default: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefaultBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_print_templates_create_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NamedTemplateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_products: {
        parameters: {
            query?: {
                /** @example 1024 */
                category?: string | null;
                /** @description 上一页回答里的 next */
                cursor?: string;
                /** @description 只要这些字段,用逗号分开,如 number,party,amount_incl;不写为全部。写错的名字会被拒绝 */
                fields?: string;
                /** @description 条件,JSON:{"match":"all|any","conditions":[{"field","op","value":[…]}]};可用字段见 fields 路径 */
                filter?: string;
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
                totals?: "exact" | "none";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MasterListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_create_product_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_save_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_pages_read_product_days: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                from?: string | null;
                /** @example 2026-01-31 */
                to?: string | null;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductDayAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_pages_read_product_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPageAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_records_read_product_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilterFieldAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_promises_read_promises: {
        parameters: {
            query?: {
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromisesAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_pulls_read: {
        parameters: {
            query: {
                limit?: number;
                /** @example 1024 */
                party?: string | null;
                q?: string;
                to: string;
                /** @example 1024 */
                warehouse?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PullableAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_reports_read_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportInfoAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_reports_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_reports_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_reports_make: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_read_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_read_distribution: {
        parameters: {
            query: {
                /** @example 2026-01-31 */
                needed_on?: string | null;
                /** @example 1024 */
                warehouse: string;
                wave?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToShareAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_create_distribution: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DistributeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_read_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_put_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_requisitions_read_proposal: {
        parameters: {
            query: {
                cover_days?: number;
                lang?: "zh" | "en";
                /** @example 2026-01-31 */
                needed_on?: string | null;
                /** @example 1024 */
                product?: string | null;
                /** @example 1024 */
                warehouse: string;
                wave?: string | null;
                weather?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_read_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_role_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoleBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_save_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_read_review: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemarkAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_scales_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScaleFormatsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_scales_save: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScaleFormatsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScaleFormatsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_scales_try_label: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScaleTrialBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScaleTrialOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_search_read: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_search_create_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchLabelsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchKeysAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_choose_company: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_new_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_read_places: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_remove_places: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_session_remove_place: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_read_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupOptions"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_check_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_read_checklist: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_create_company: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_read_opening_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningCheckOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_create_practice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_setup_check_tax_number: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxNumberBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemsOut"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_similar_read_similar_parties: {
        parameters: {
            query?: {
                /** @example 1024 */
                but?: string | null;
                code?: string;
                name?: string;
                tax_number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_similar_read_similar_products: {
        parameters: {
            query?: {
                barcodes?: string;
                /** @example 1024 */
                but?: string | null;
                code?: string;
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_reports_read_stock: {
        parameters: {
            query?: {
                /** @example 2026-01-31 */
                as_of?: string | null;
                by?: "warehouse" | "product" | "status";
                /** @example 1024 */
                category?: string | null;
                only?: "" | "short" | "unsafe" | "negative" | "zero";
                page?: number;
                /** @example 1024 */
                product?: string | null;
                q?: string;
                size?: number;
                sort?: string;
                /** @example 1024 */
                warehouse?: string | null;
                with_empty?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_read_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_create: {
        parameters: {
            query?: never;
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_read_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_read_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_see: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tasks_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundTaskAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    tax_codes_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    tax_codes_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxCodeBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    tax_codes_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    tax_codes_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxCodeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tokens_read_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tokens_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTokenAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_tokens_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_types_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypeAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    units_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    units_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    units_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    units_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_uploads_create_upload: {
        parameters: {
            query: {
                /** @description 将附在哪种单据上 */
                type: string;
            };
            header: {
                /** @description 每次操作唯一;重发同一请求用同一个键 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * File
                     * Format: binary
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_uploads_read_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_uploads_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_uploads_read_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_read_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_user_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_save_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_disabling: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_enabling: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_save_parties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartiesBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_requirement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_read_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceAnswer"][];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_remove_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_remove_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_create_unlocking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_users_save_scope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScopeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_views_read_views: {
        parameters: {
            query: {
                list: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_views_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewViewBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_views_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedViewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_views_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_views_change_default: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefaultBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    warehouses_list: {
        parameters: {
            query?: {
                is_active?: boolean | null;
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordListAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    warehouses_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WarehouseBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    warehouses_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    warehouses_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WarehouseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_why_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_why_read_around: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AroundAnswer"];
                };
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
    hengku_api_why_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 未能完成,原因见内容 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemAnswer"];
                };
            };
        };
    };
}
