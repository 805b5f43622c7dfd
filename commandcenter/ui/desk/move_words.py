"""The words of the acts: on a button of the header, in its menu, in the search."""

from PySide6.QtCore import QCoreApplication

from commandcenter.ui.desk.moves import MoveKind


def move_word(kind: MoveKind) -> str:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Moves", text)

    return {
        MoveKind.REGISTER: tr("登记事件…"),
        MoveKind.VERIFY: tr("核实接报…"),
        MoveKind.AMEND: tr("补充、更正登记…"),
        MoveKind.FACTS: tr("填报研判事实…"),
        MoveKind.SUGGEST: tr("提定级建议…"),
        MoveKind.GRADE: tr("定级…"),
        MoveKind.INITIAL: tr("签署Ⅱ级、Ⅰ级初判…"),
        MoveKind.REQUEST: tr("报请上级…"),
        MoveKind.UPPER: tr("登记上级决定…"),
        MoveKind.ACTIVATE: tr("启动响应…"),
        MoveKind.RAISE: tr("提高响应级别…"),
        MoveKind.LOWER: tr("降低响应级别…"),
        MoveKind.END: tr("终止响应…"),
        MoveKind.ORAL: tr("登记电话请示…"),
        MoveKind.INSTRUCT: tr("下达指令…"),
        MoveKind.COUNT: tr("报现场人数…"),
        MoveKind.CASES: tr("病例通报…"),
        MoveKind.FIRST_REPORT: tr("起草首报"),
        MoveKind.BRIEF: tr("出简报"),
        MoveKind.MERGE: tr("并案…"),
        MoveKind.UNMERGE: tr("拆分…"),
        MoveKind.DISMISS: tr("按误报处理…"),
        MoveKind.TRANSFER: tr("移送…"),
        MoveKind.AFTERMATH: tr("转入后期处置…"),
        MoveKind.PIN: tr("固定为大屏主事件"),
        MoveKind.UNPIN: tr("取消固定大屏主事件"),
        MoveKind.COMPLAINT: tr("登记投诉…"),
        MoveKind.IMPORT: tr("导入投诉文件…"),
    }[kind]
