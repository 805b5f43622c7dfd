-- The hotline's own way in: its system inserts into the view hotline_inbox, one row a record, and
-- may do and see nothing else. All columns are text, as they stand in its exports; the program
-- takes the rows in by the same rules as a file, once, and keeps the refused ones with the reason.
--
-- The login is made once by the server's administrator, and the grants follow with the next
-- `commandcenter init` (this file is run by it every time):
--
--     CREATE ROLE hotline LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '…';
--
-- The view shows no row to anybody: what was inserted cannot be read back through it.

CREATE OR REPLACE VIEW hotline_inbox AS SELECT
    NULL::text AS number,            -- 登记编号 (工单号), needed
    NULL::text AS registered_at,     -- 登记日期, needed: 2026-11-24 09:30:00
    NULL::text AS kind,              -- 记录类型: 投诉、举报、咨询, needed
    NULL::text AS channel,           -- 接收方式
    NULL::text AS person_name,       -- 投诉人姓名
    NULL::text AS person_phone,      -- 联系电话
    NULL::text AS person_id_type,    -- 证件类型
    NULL::text AS person_id_number,  -- 证件号码
    NULL::text AS person_address,    -- 联系地址
    NULL::text AS title,             -- 标题
    NULL::text AS text,              -- 问题陈述
    NULL::text AS category,          -- 客体分类
    NULL::text AS problem,           -- 问题分类
    NULL::text AS region,            -- 区域
    NULL::text AS subject_name,      -- 涉及主体名称
    NULL::text AS subject_code,      -- 统一社会信用代码
    NULL::text AS subject_address,   -- 经营地址
    NULL::text AS brand,             -- 品牌
    NULL::text AS goods,             -- 商品服务名称
    NULL::text AS amount,            -- 涉及金额（元）
    NULL::text AS online,            -- 是否网购
    NULL::text AS special_group,     -- 类别
    NULL::text AS other_province,    -- 是否异地
    NULL::text AS urgency,           -- 事件级别
    NULL::text AS lat,               -- 纬度 (WGS-84)
    NULL::text AS lon,               -- 经度 (WGS-84)
    NULL::text AS status,            -- 办理状态
    NULL::text AS finished_at,       -- 办结时间
    NULL::text AS outcome,           -- 调解结果
    NULL::text AS recovered,         -- 挽回金额（元）
    NULL::text AS office             -- 承办单位
WHERE false;

CREATE OR REPLACE FUNCTION hotline_take() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO hotline_row(received_at, login, data, reason)
    VALUES (clock_timestamp(), session_user, json_strip_nulls(row_to_json(NEW))::text, '');
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION hotline_take() FROM PUBLIC;

CREATE OR REPLACE TRIGGER hotline_take INSTEAD OF INSERT ON hotline_inbox
    FOR EACH ROW EXECUTE FUNCTION hotline_take();

REVOKE ALL ON hotline_inbox, hotline_row FROM PUBLIC;
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hotline') THEN
        GRANT INSERT ON hotline_inbox TO hotline;
    END IF;
END $$;
