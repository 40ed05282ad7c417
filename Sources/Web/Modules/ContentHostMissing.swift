import TrainingCentre

/// Nobody said from which host contents come.
struct ContentHostMissing: Refusal {
    let kind = RefusalKind.conflict
    let code = "content_host_missing"
    let message =
        "modules are opened from a host of their own, and none is set: the administrator sets "
        + "OBUKA_CONTENT_URL"
}
