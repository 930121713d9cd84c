"""The command `careboard`: its verbs, their options, and what is said in the terminal.

What comes in are the words typed. What goes out are files below outputs/ and in the work folder, lines on the
screen and an exit code: 0 done, 1 something is wrong with the data, the parameters or a page, 2 wrong use.

    main           the command itself
    options        what several verbs share, and how a user's mistakes are told
    build          build, watch, edition and sample
    figures        check, indicators, explain and worklist; explain.py has the words
    reconcile      two extracts side by side
    publications   changes and pack: of what is published
    commentary     commentary draft and commentary status

What draws or counts is imported inside a verb, so that a command that needs neither starts at once.
"""
