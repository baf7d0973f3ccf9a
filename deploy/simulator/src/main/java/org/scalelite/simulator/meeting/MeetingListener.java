package org.scalelite.simulator.meeting;

/** Is told what happens to the meetings of a server, under its lock. */
public interface MeetingListener {
    default void created(Meeting meeting) {}

    default void joined(Meeting meeting, Participant participant) {}

    default void left(Meeting meeting, Participant participant) {}

    default void ended(Meeting meeting) {}

    /** Tells two. */
    static MeetingListener both(MeetingListener first, MeetingListener second) {
        return new MeetingListener() {
            @Override
            public void created(Meeting meeting) {
                first.created(meeting);
                second.created(meeting);
            }

            @Override
            public void joined(Meeting meeting, Participant participant) {
                first.joined(meeting, participant);
                second.joined(meeting, participant);
            }

            @Override
            public void left(Meeting meeting, Participant participant) {
                first.left(meeting, participant);
                second.left(meeting, participant);
            }

            @Override
            public void ended(Meeting meeting) {
                first.ended(meeting);
                second.ended(meeting);
            }
        };
    }
}
